package dev.santokit.server.wasm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.server.call.Refusal;
import dev.santokit.server.call.Uncompilable;
import dev.santokit.server.worker.Workers;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Modules that somebody has changed at random: each is refused or loads, and nothing else happens.
 */
class WasmMutationsTest {

  private static final int CASES = Integer.getInteger("wasm.mutations", 20_000);
  private static final long SEED = Long.getLong("wasm.seed", 1);

  /** Of those that pass so many are compiled, started and called: that is what takes time. */
  private static final int CALLED_EACH = Integer.getInteger("wasm.called.each", 200);

  /** Most are changes of the small module, since reading the large ones takes ten times as long. */
  private static final int LARGE_EACH = 20;

  private final byte[] small = Modules.named("small");
  private final List<byte[]> large = List.of(Modules.named("handler"), Modules.named("command"));
  private final SplittableRandom random = new SplittableRandom(SEED);

  @Test
  void a_module_changed_at_random_is_refused_or_runs_within_its_limits() {
    int passed = 0;
    int called = 0;
    try (var workers = new Workers(1)) {
      var engine = new WasmEngine(workers, 256L << 20, 1 << 20);
      for (int i = 0; i < CASES; i++) {
        byte[] changed = changed(module(i));
        try {
          if (passes(engine, changed) && ++passed % CALLED_EACH == 0) {
            called += call(engine, changed);
          }
        } catch (RuntimeException | Error crash) {
          throw new AssertionError("seed " + SEED + ", case " + i, crash);
        }
      }
    }
    assertThat(passed).isBetween(CASES / 100, CASES / 2);
    assertThat(called).isPositive();
  }

  private byte[] module(int number) {
    return number % LARGE_EACH == 0 ? large.get(number / LARGE_EACH % large.size()) : small;
  }

  private static boolean passes(WasmEngine engine, byte[] module) {
    try {
      WasmEngine.Examined.of(module, engine.cap(), "logic/a/b.wasm");
      return true;
    } catch (Uncompilable refused) {
      return false;
    }
  }

  /** 1 when it could be called, whatever came of it. */
  private int call(WasmEngine engine, byte[] module) {
    try {
      var program = engine.compile(module, "logic/a/b.wasm");
      char letter = (char) random.nextInt('A', 'z');
      var outcome = engine.call(program, new Aimless(letter, Duration.ofMillis(20)));
      assertThat(outcome).isNotInstanceOf(WasmOutcome.Broken.class);
      return 1;
    } catch (Uncompilable refused) {
      return 0;
    } catch (Refusal timeout) {
      assertThat(timeout.code()).isEqualTo("TIMEOUT");
      return 1;
    }
  }

  private byte[] changed(byte[] module) {
    byte[] changed = module.clone();
    int changes = 1 + random.nextInt(3);
    for (int i = 0; i < changes; i++) {
      int at = 8 + random.nextInt(changed.length - 8);
      switch (random.nextInt(4)) {
        case 0 -> changed[at] = (byte) random.nextInt();
        case 1 -> changed[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> changed[at] = (byte) 0xff;
        default -> {
          int length = Math.min(random.nextInt(1, 9), changed.length - at);
          System.arraycopy(
              changed, 8 + random.nextInt(changed.length - 8 - length + 1), changed, at, length);
        }
      }
    }
    return changed;
  }
}
