package dev.santokit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.santokit.cli.terminal.ExitCode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StkTest {

  @TempDir Path folder;

  @Test
  void version_works_without_anything() {
    StkRun run = StkRun.In.folder(folder).stk("version").exits(ExitCode.DONE).prints("stk  ");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void version_as_json_is_one_document() throws Exception {
    StkRun run = StkRun.In.folder(folder).stk("version", "-o", "json").exits(ExitCode.DONE);
    assertThat(new ObjectMapper().readTree(run.out()).path("postgres").asText()).startsWith("18.");
  }

  @Test
  void an_unknown_command_is_a_usage_error_on_err() {
    StkRun run =
        StkRun.In.folder(folder).stk("verison").exits(ExitCode.USAGE).complains("'verison'");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void no_command_is_a_usage_error() {
    StkRun.In.folder(folder).stk().exits(ExitCode.USAGE).complains("which command?");
  }
}
