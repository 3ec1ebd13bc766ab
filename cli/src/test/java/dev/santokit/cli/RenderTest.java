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

class RenderTest {

  @TempDir Path project;

  @Test
  void a_plan_carries_the_schema_its_migrations_in_their_order_and_its_policy() throws Exception {
    file("stk.config.json", "{\"project_id\": \"shop\"}");
    file(
        "config/databases.yaml",
        "main:\n  url: ${DATABASE_URL}\n  schema: {policy: {approval: Always}, driftCheckInterval: 1h}\n");
    file("schema/main.hcl", "table \"t\" {\n  column \"id\" {\n    type = int\n  }\n}\n");
    file("schema/migrations/main/V10__later.sql", "SELECT 10");
    file("schema/migrations/main/V2__first.sql", "SELECT 2");

    JsonNode resources =
        new ObjectMapper()
            .readTree(
                StkRun.In.folder(project).stk("render", "-o", "json").exits(ExitCode.DONE).out());

    JsonNode plan =
        resources
            .path("items")
            .valueStream()
            .filter(item -> item.path("kind").asText().equals("SchemaPlan"))
            .findFirst()
            .orElseThrow();
    assertThat(plan.at("/metadata/name").asText()).isEqualTo("shop-main");
    assertThat(plan.at("/spec/migrations").findValuesAsText("name"))
        .containsExactly("V2__first.sql", "V10__later.sql");
    assertThat(plan.at("/spec/policy/approval").asText()).isEqualTo("Always");
    assertThat(plan.at("/spec/driftCheckInterval").asText()).isEqualTo("1h");
    assertThat(plan.at("/spec").has("approvedPlan")).isFalse();
  }

  private void file(String path, String text) throws IOException {
    Path file = project.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
