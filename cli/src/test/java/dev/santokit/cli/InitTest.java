package dev.santokit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.cli.project.ProjectTemplate;
import dev.santokit.cli.terminal.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InitTest {

  @TempDir Path folder;

  @Test
  void a_new_project_is_named_after_its_folder() {
    StkRun.In.folder(folder).stk("init", "My Shop").exits(ExitCode.DONE).prints("schema/main.hcl");
    assertThat(folder.resolve("My Shop/stk.config.json"))
        .content()
        .contains("\"project_id\": \"my-shop\"");
    assertThat(folder.resolve("My Shop/.gitignore")).content().contains(".stk/");
  }

  @Test
  void files_that_are_there_stay_untouched() throws Exception {
    Files.writeString(folder.resolve("tsconfig.json"), "mine");
    Files.createDirectories(folder.resolve("config"));
    Files.writeString(folder.resolve("config/auth.yaml"), "mine too");

    StkRun.In.folder(folder)
        .stk("init")
        .exits(ExitCode.DONE)
        .prints("kept   tsconfig.json")
        .prints("kept   config/auth.yaml")
        .prints("wrote  config/databases.yaml");

    assertThat(folder.resolve("tsconfig.json")).hasContent("mine");
    assertThat(folder.resolve("config/auth.yaml")).hasContent("mine too");
  }

  @Test
  void what_to_type_next_is_one_word_a_folder() {
    StkRun.In.folder(folder)
        .stk("init", "app")
        .complains("next: stk dev app")
        .complains("stk sync app");
    StkRun.In.folder(folder).stk("init", "my app").complains("next: stk dev 'my app'");
  }

  @Test
  void a_gitignore_that_would_let_secrets_through_is_told() throws Exception {
    Files.writeString(folder.resolve(".gitignore"), "target/\n");
    StkRun.In.folder(folder).stk("init").exits(ExitCode.DONE).complains("add .stk/ to .gitignore");
    Files.writeString(folder.resolve(".gitignore"), "target/\n.stk\n");
    assertThat(StkRun.In.folder(folder).stk("init").err()).doesNotContain("gitignore");
  }

  @Test
  void a_second_init_changes_nothing() throws Exception {
    StkRun.In.folder(folder).stk("init").exits(ExitCode.DONE);
    StkRun run = StkRun.In.folder(folder).stk("init").exits(ExitCode.DONE);
    assertThat(run.out()).doesNotContain("wrote");
  }

  @Test
  void a_file_in_the_folders_place_is_refused() throws Exception {
    Files.writeString(folder.resolve("app"), "");
    StkRun.In.folder(folder).stk("init", "app").exits(ExitCode.FAILED).complains("app is a file");
  }

  @ParameterizedTest
  @CsvSource({
    "My Shop, my-shop",
    "shop_2, shop-2",
    "2nd, nd",
    "--, my-app",
    "ünïcode, n-code",
    "Ω, my-app"
  })
  void a_project_id_is_a_dns_label(String name, String id) {
    assertThat(ProjectTemplate.projectId(Path.of(name))).isEqualTo(id);
  }
}
