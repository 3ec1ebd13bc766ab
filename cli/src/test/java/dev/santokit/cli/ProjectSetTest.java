package dev.santokit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.santokit.cli.terminal.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectSetTest {

  @TempDir Path folder;

  @Test
  void the_file_of_a_project_gets_the_name_and_keeps_the_rest_as_it_is() throws IOException {
    Path file = Files.createDirectories(folder.resolve("app")).resolve("stk.config.json");
    Files.writeString(file, "{\n\t\"codegen\": {},\n\t\"project_id\" :\"old\"\n}\n");
    here().stk("project", "set", "shop", "app").exits(ExitCode.DONE).prints("project_id is shop");
    assertThat(file).hasContent("{\n\t\"codegen\": {},\n\t\"project_id\" :\"shop\"\n}\n");
  }

  @Test
  void elsewhere_the_current_profile_gets_it() throws IOException {
    Path profiles = Files.createDirectory(folder.resolve(".santokit")).resolve("config.json");
    Files.writeString(
        profiles,
        "{\"current\": \"prod\", \"profiles\": {\"prod\": {\"context\": \"p\"}, \"test\": {}}}");
    here().stk("project", "set", "shop").exits(ExitCode.DONE).prints("in profile prod");
    here().stk("project", "set", "shop2", "--profile", "test").exits(ExitCode.DONE);
    JsonNode written = new ObjectMapper().readTree(profiles.toFile()).path("profiles");
    assertThat(written.at("/prod/project_id").asText()).isEqualTo("shop");
    assertThat(written.at("/prod/context").asText()).isEqualTo("p");
    assertThat(written.at("/test/project_id").asText()).isEqualTo("shop2");
  }

  @Test
  void without_a_file_and_a_profile_there_is_no_place_for_it() {
    here().stk("project", "set", "shop").exits(ExitCode.NOT_FOUND).complains("stk profile set");
    here().stk("project", "set", "shop", "--profile", "nope").exits(ExitCode.NOT_FOUND);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Shop", "s", "1shop", "shop-", "shop_1", "sh.op"})
  void what_can_be_no_name_is_a_usage_error(String name) {
    here().stk("project", "set", name).exits(ExitCode.USAGE).complains(name);
  }

  @Test
  void a_file_that_has_no_name_stays_as_it_is() throws IOException {
    Path file = folder.resolve("stk.config.json");
    Files.writeString(file, "{\"codegen\": {\"project_id\": \"inner\"}}");
    here().stk("project", "set", "shop").exits(ExitCode.FAILED);
    assertThat(file).hasContent("{\"codegen\": {\"project_id\": \"inner\"}}");
  }

  private StkRun.In here() {
    return StkRun.In.folder(folder).variable("HOME", folder.toString());
  }
}
