package dev.santokit.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.santokit.cli.process.TetheredProcess.Ending;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TetheredProcessTest {

  @TempDir Path folder;

  @Test
  void its_exit_status_and_output_are_the_commands() throws Exception {
    TetheredProcess child = start("echo \"$GREETING\"; exit 7");
    assertThat(new String(child.output().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo("hello\n");
    assertThat(child.exited().get(5, TimeUnit.SECONDS)).isEqualTo(7);
  }

  @Test
  void a_command_that_does_not_exist_ends_with_127() throws Exception {
    TetheredProcess child =
        TetheredProcess.start(
            List.of("/nowhere/nothing"), Map.of(), folder, Ending.TERM, Redirect.DISCARD);
    assertThat(child.exited().get(5, TimeUnit.SECONDS)).isEqualTo(127);
  }

  @Test
  void stopping_sends_the_signal_and_waits_for_the_child_to_finish() throws Exception {
    TetheredProcess child =
        start(
            "trap 'echo finished > done; exit 0' TERM; touch ready; while :; do sleep 0.05; done");
    await().until(() -> Files.exists(folder.resolve("ready")));
    child.stop(Duration.ofSeconds(10));
    assertThat(folder.resolve("done")).hasContent("finished");
    assertThat(child.isAlive()).isFalse();
  }

  @Test
  void a_child_that_does_not_listen_is_killed_when_the_grace_is_over() throws Exception {
    TetheredProcess child =
        start("trap '' TERM; echo $$ > pid; touch ready; while :; do sleep 0.05; done");
    await().until(() -> Files.exists(folder.resolve("ready")));
    child.stop(Duration.ofMillis(100));
    await().until(() -> !isAlive(folder.resolve("pid")));
  }

  /** Another JVM plays stk: it dies without a chance to clean up. */
  @Test
  void the_child_ends_when_its_stk_is_killed() throws Exception {
    Path main = Files.createDirectories(folder.resolve("src")).resolve("Holder.java");
    Files.writeString(
        main,
        """
        import dev.santokit.cli.process.TetheredProcess;
        import java.nio.file.Path;
        import java.util.List;
        import java.util.Map;

        void main(String[] arguments) throws Exception {
          TetheredProcess.start(
              List.of("/bin/sh", "-c", "echo $$ > pid; exec sleep 60"),
              Map.of(), Path.of("."), TetheredProcess.Ending.TERM, ProcessBuilder.Redirect.DISCARD);
          Thread.sleep(60_000);
        }
        """);
    Process holder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                Path.of("target/classes").toAbsolutePath().toString(),
                main.toString())
            .directory(folder.toFile())
            .inheritIO()
            .start();
    Path pid = folder.resolve("pid");
    await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(pid) && isAlive(pid));

    holder.destroyForcibly();

    await().until(() -> !isAlive(pid));
  }

  private TetheredProcess start(String script) {
    return TetheredProcess.start(
        List.of("/bin/sh", "-c", script),
        Map.of("GREETING", "hello"),
        folder,
        Ending.TERM,
        Redirect.PIPE);
  }

  private static boolean isAlive(Path pidFile) throws Exception {
    String pid = Files.readString(pidFile).strip();
    return !pid.isEmpty()
        && ProcessHandle.of(Long.parseLong(pid)).map(ProcessHandle::isAlive).orElse(false);
  }
}
