package dev.santokit.server.wasm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.santokit.server.TestServer;
import dev.santokit.server.call.Uncompilable;
import dev.santokit.server.worker.Workers;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What cannot be called is known when a release is loaded. */
class WasmLoadingTest {

  private static Workers workers;
  private static WasmEngine engine;

  @BeforeAll
  static void start() {
    workers = new Workers(1);
    engine = new WasmEngine(workers, 1L << 30, 1 << 20);
  }

  @AfterAll
  static void stop() {
    workers.close();
  }

  static List<Path> invalid() throws IOException, URISyntaxException {
    Path folder =
        Path.of(Objects.requireNonNull(WasmLoadingTest.class.getResource("invalid")).toURI());
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".wat")).sorted().toList();
    }
  }

  /** The first line of a text says what is wrong with its module. */
  @ParameterizedTest
  @MethodSource("invalid")
  void a_module_that_cannot_be_called_is_refused(Path text) throws IOException {
    String verdict = Files.readAllLines(text).getFirst().substring(";; ".length());
    int space = verdict.indexOf(' ');
    byte[] module = Files.readAllBytes(Path.of(text.toString().replaceFirst("\\.wat$", ".wasm")));
    assertThatExceptionOfType(Uncompilable.class)
        .isThrownBy(() -> engine.compile(module, "logic/a/b.wasm"))
        .satisfies(refused -> {
          assertThat(refused.problem().code().name()).isEqualTo(verdict.substring(0, space));
          assertThat(refused.lines())
              .startsWith("logic/a/b.wasm:1:1: " + verdict.substring(space + 1));
        });
  }

  @Test
  void half_a_module_is_refused() {
    byte[] module = Modules.named("handler");
    assertThatExceptionOfType(Uncompilable.class)
        .isThrownBy(
            () -> engine.compile(Arrays.copyOf(module, module.length / 2), "logic/a/b.wasm"))
        .satisfies(
            refused -> assertThat(refused.problem().code().name()).isEqualTo("WASM_INVALID"));
  }

  @Test
  void memory_without_a_maximum_has_that_of_the_server() {
    assertThat(MemoryCap.of(8L << 30, 4).mebibytes()).isEqualTo(256);
    assertThat(MemoryCap.of(512L << 20, 4).mebibytes()).isEqualTo(64);
    assertThat(MemoryCap.of(64L << 20, 32).mebibytes()).isEqualTo(16);
  }

  @Test
  void a_release_with_a_bad_module_is_refused_and_the_one_before_serves_on() {
    try (var server =
        TestServer.withoutDatabase().wasm("w/handler", Modules.named("handler")).start()) {
      server.edit("w/handler.wasm", Modules.named("invalid/without-alloc")).release(2);
      Awaitility.await()
          .atMost(20, TimeUnit.SECONDS)
          .untilAsserted(() ->
              assertThat(server.plane().status().path("candidate").path("error").asText())
                  .contains("logic/w/handler.wasm")
                  .contains("does not export a function alloc(i32) -> i32")
                  .contains("[WASM_EXPORT_MISSING]"));
      assertThat(server.call("w/handler", "{\"do\": \"m\"}").body()).isEqualTo("null");
    }
  }
}
