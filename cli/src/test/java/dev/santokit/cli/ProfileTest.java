package dev.santokit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.cli.terminal.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileTest {

  @TempDir Path home;

  @Test
  void the_first_profile_becomes_the_current_one_and_use_changes_it() {
    stk("", "profile", "current").exits(ExitCode.NOT_FOUND).complains("kubeconfig");
    stk("", "profile", "set", "dev", "--context", "kind", "--namespace", "shop")
        .exits(ExitCode.DONE);
    stk("s3cret\n", "profile", "set", "prod", "--hub-url", "https://k8s:6443", "--token", "-")
        .exits(ExitCode.DONE);
    assertThat(stk("", "profile", "current").out()).isEqualTo("dev\n");
    stk("", "profile", "use", "prod").exits(ExitCode.DONE);
    StkRun list = stk("", "profile", "list").exits(ExitCode.DONE);
    assertThat(list.out())
        .isEqualTo(
            """
            CURRENT   NAME   CLUSTER            NAMESPACE   PROJECT
            -         dev    kind               shop        -
            *         prod   https://k8s:6443   -           -
            """);
    assertThat(stk("", "profile", "list", "-o", "json").out()).doesNotContain("s3cret");
  }

  @Test
  void only_its_owner_can_read_the_file_of_tokens() throws IOException {
    stk("t", "profile", "set", "prod", "--hub-url", "https://k8s", "--token", "-");
    Path file = home.resolve(".santokit/config.json");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
        .isEqualTo("rwx------");
  }

  @Test
  void no_symbolic_link_is_followed(@TempDir Path elsewhere) throws IOException {
    Files.createDirectory(home.resolve(".santokit"));
    Path target = Files.writeString(elsewhere.resolve("config.json"), "{}");
    Files.createSymbolicLink(home.resolve(".santokit/config.json"), target);
    stk("", "profile", "set", "p", "--context", "c")
        .exits(ExitCode.FAILED)
        .complains("is a symbolic link");
    assertThat(target).hasContent("{}");
  }

  @Test
  void a_token_in_the_arguments_is_taken_with_a_warning() {
    stk("", "profile", "set", "p", "--hub-url", "https://k8s", "--token", "abc")
        .exits(ExitCode.DONE)
        .complains("seen by everyone");
  }

  @Test
  void set_changes_what_is_named_and_keeps_the_rest() throws IOException {
    stk("t", "profile", "set", "p", "--hub-url", "https://k8s", "--token", "-");
    stk("", "profile", "set", "p", "--project-id", "shop").exits(ExitCode.DONE);
    assertThat(home.resolve(".santokit/config.json"))
        .content()
        .contains(
            "\"hub_url\" : \"https://k8s\"", "\"token\" : \"t\"", "\"project_id\" : \"shop\"");
  }

  @Test
  void wrong_arguments_are_usage_errors() {
    stk("", "profile", "set", "p", "--hub-url", "http://k8s").exits(ExitCode.USAGE);
    stk("", "profile", "set", "p", "--hub-url", "https://k8s", "--context", "c")
        .exits(ExitCode.USAGE);
    stk("", "profile", "set", "../p", "--context", "c").exits(ExitCode.USAGE);
    stk("", "profile", "use", "nobody").exits(ExitCode.NOT_FOUND);
  }

  private StkRun stk(String input, String... arguments) {
    return new StkRun.In(home, Map.of("HOME", home.toString()), input, false).stk(arguments);
  }
}
