package dev.santokit.project.release;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.santokit.project.Cases;
import dev.santokit.project.logic.Generated;
import dev.santokit.project.permissions.Permissions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Whatever the files of a release hold, they are the release that was written, or refused. */
class HostileReleaseTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private static final String[] PIECES = {
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "\"",
    "\\",
    "\\ud800",
    "null",
    "true",
    "1",
    "-",
    "1e999",
    "0",
    "00",
    "sha256:",
    "\"01\"",
    "public",
    "\"functions\":{},",
    "\"cache\":{\"ttl\":1,\"scope\":\"public\"},",
    " ",
    "\n",
    "é",
    "\u0000"
  };

  @Test
  void a_changed_file_is_refused_or_changes_nothing_that_is_served() {
    List<Release> releases = releases();
    List<ReleaseFiles> written = releases.stream().map(HostileReleaseTest::files).toList();
    Cases.each(
        2_000,
        random -> {
          int which = random.nextInt(releases.size());
          var files = new TreeMap<>(written.get(which).files());
          List<String> names = List.copyOf(files.keySet());
          String name = names.get(random.nextInt(names.size()));
          files.put(name, changed(files.get(name), random));
          try {
            Release read = new ReleaseFiles(files).read();
            Release before = releases.get(which);
            Cases.require(read.functions().equals(before.functions()), name);
            Cases.require(read.permissions().equals(before.permissions()), name);
            Cases.require(read.digest().equals(before.digest()), name);
          } catch (ReleaseRefused refused) {
            Cases.require(refused.getMessage() != null, name);
          }
        });
  }

  /** Bytes of the gzip, or of what is inside it. */
  private static byte[] changed(byte[] gzip, RandomGenerator random) throws ReleaseRefused {
    if (random.nextInt(4) == 0) {
      byte[] damaged = gzip.clone();
      damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      return damaged;
    }
    String text = new String(Gzip.inflate(gzip, 16 << 20, "it"), UTF_8);
    return Gzip.deflate(Cases.mutated(text, PIECES, random).getBytes(UTF_8));
  }

  private static List<Release> releases() {
    List<Release> releases = new ArrayList<>();
    for (int seed = 0; seed < 8; seed++) {
      var generated = new Generated(new SplittableRandom(seed));
      releases.add(
          Release.of("p", 1 + seed, NOW, null, generated.functions(4), Permissions.none()));
    }
    return releases;
  }

  private static ReleaseFiles files(Release release) {
    try {
      return ReleaseFiles.of(release, null, ReleaseFiles.SHARD_BYTES);
    } catch (ReleaseTooLarge impossible) {
      throw new AssertionError(impossible);
    }
  }

  @Test
  void a_number_with_an_exponent_beyond_all_numbers_is_refused() {
    assertThatThrownBy(() -> ReleaseJson.parse("{\"a\":1e03000000000000}", "the manifest"))
        .isInstanceOf(ReleaseRefused.class)
        .hasMessage("the manifest has a number that is too large");
  }

  @Test
  void a_bomb_is_inflated_to_its_declared_size_and_no_further() throws IOException {
    byte[] bomb = zeros(256 << 20);
    assertThat(bomb).hasSizeLessThan(300_000);
    var thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = thread.getCurrentThreadAllocatedBytes();
    assertThatThrownBy(() -> Gzip.inflate(bomb, 100_000, "shard 01"))
        .isInstanceOf(ReleaseRefused.class)
        .hasMessage("shard 01 inflates to more than 100000 bytes");
    assertThat(thread.getCurrentThreadAllocatedBytes() - before).isLessThan(4 << 20);
  }

  private static byte[] zeros(int count) throws IOException {
    var out = new ByteArrayOutputStream();
    byte[] some = new byte[1 << 20];
    try (var gzip = new GZIPOutputStream(out, 1 << 16)) {
      for (int i = 0; i < count; i += some.length) {
        gzip.write(some);
      }
    }
    return out.toByteArray();
  }
}
