package dev.santokit.server.wasm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.santokit.server.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample in AssemblyScript. */
class WasmSampleTest {

  private static final Path SAMPLE = Path.of("../samples/wasm");
  private static final Path MODULE = SAMPLE.resolve("logic/hello/greet.wasm");

  @Test
  void the_sample_greets() throws IOException {
    try (var server =
        TestServer.withoutDatabase()
            .wasm("hello/greet", Files.readAllBytes(MODULE))
            .logic("hello/greet.yaml", Files.readString(SAMPLE.resolve("logic/hello/greet.yaml")))
            .start()) {
      for (String name : List.of("Ada", "Zoë 🦊", "quote \\\" backslash \\\\", "")) {
        assertThat(server.call("hello/greet", "{\"name\": \"" + name + "\"}").body())
            .isEqualTo("{\"greeting\":\"Hello, " + name + "!\"}");
      }
    }
  }

  @Test
  void the_benchmark_measures_the_sample() throws IOException {
    assertThat(Files.mismatch(MODULE, Path.of("../bench/project/logic/hello/wasm.wasm")))
        .as("copy samples/wasm/logic/hello/greet.wasm")
        .isEqualTo(-1);
  }

  /** Where its compiler is installed: {@code npm ci} in the sample's folder. */
  @Test
  void the_module_is_what_its_source_says(@TempDir Path folder)
      throws IOException, InterruptedException {
    Path compiler = SAMPLE.resolve("node_modules/.bin/asc");
    assumeTrue(Files.exists(compiler), "the sample's compiler is not installed");
    Path built = folder.resolve("greet.wasm");
    var process =
        new ProcessBuilder(
                compiler.toAbsolutePath().toString(),
                "assembly/greet.ts",
                "--outFile",
                built.toString())
            .directory(SAMPLE.toFile())
            .inheritIO()
            .start();
    assertThat(process.waitFor()).isZero();
    assertThat(Files.mismatch(built, MODULE)).as("npm run build").isEqualTo(-1);
  }
}
