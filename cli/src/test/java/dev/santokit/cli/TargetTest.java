package dev.santokit.cli;

import dev.santokit.cli.terminal.ExitCode;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which cluster a command finds, without one. */
class TargetTest {

  @TempDir Path home;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void home() {
    environment.put("HOME", home.toString());
  }

  @Test
  void without_a_kubeconfig_it_says_how_to_name_a_cluster() {
    stk("config", "show", "--project", "shop")
        .exits(ExitCode.NOT_FOUND)
        .complains("no kubeconfig")
        .complains("stk profile set");
  }

  @Test
  void a_context_that_the_kubeconfig_does_not_have_is_not_found() throws IOException {
    kubeconfig("https://127.0.0.1:1");
    stk("config", "show", "--project", "shop", "--context", "elsewhere")
        .exits(ExitCode.NOT_FOUND)
        .complains("no context \"elsewhere\"")
        .complains("there are: here");
  }

  @Test
  void a_file_that_is_no_kubeconfig_is_named() throws IOException {
    Path file = Files.writeString(home.resolve("config"), "a: [");
    environment.put("KUBECONFIG", file.toString());
    stk("config", "show", "--project", "shop")
        .exits(ExitCode.FAILED)
        .complains(file + " is no kubeconfig");
  }

  @Test
  void a_profile_that_is_not_there_is_not_found() {
    environment.put("STK_PROFILE", "prod");
    stk("config", "show", "--project", "shop")
        .exits(ExitCode.NOT_FOUND)
        .complains("no profile \"prod\"");
  }

  @Test
  void a_context_and_a_profile_exclude_each_other() {
    stk("config", "show", "--project", "shop", "--context", "a", "--profile", "b")
        .exits(ExitCode.USAGE);
  }

  @Test
  void a_command_without_a_project_asks_for_one() {
    stk("config", "show").exits(ExitCode.NOT_FOUND).complains("which project?");
  }

  @Test
  @Timeout(20)
  void an_api_server_that_is_away_is_one_line() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    kubeconfig("https://127.0.0.1:" + free);
    stk("config", "show", "--project", "shop")
        .exits(ExitCode.FAILED)
        .complains("the API server cannot be reached");
  }

  private void kubeconfig(String server) throws IOException {
    Path file =
        Files.writeString(
            home.resolve("kubeconfig"),
            """
            apiVersion: v1
            kind: Config
            current-context: here
            contexts: [{name: here, context: {cluster: c, user: u}}]
            clusters: [{name: c, cluster: {server: "%s"}}]
            users: [{name: u, user: {token: t}}]
            """
                .formatted(server));
    environment.put("KUBECONFIG", file.toString());
  }

  private StkRun stk(String... arguments) {
    return new StkRun.In(home, environment, "", false).stk(arguments);
  }
}
