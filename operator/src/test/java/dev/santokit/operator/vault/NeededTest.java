package dev.santokit.operator.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.crds.bundle.LogicBundle;
import dev.santokit.project.config.ProjectConfig;
import dev.santokit.project.problem.Problems;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NeededTest {

  private static LogicBundle bundle(String spec) {
    return Serialization.unmarshal(
        "{\"metadata\": {\"name\": \"shop.a.b\"}, \"spec\": " + spec + "}", LogicBundle.class);
  }

  @Test
  void names_come_from_the_configuration_and_from_functions_apart() {
    ProjectConfig config =
        ProjectConfig.fromJson(
            "config.json",
            "{\"databases\": {\"main\": {\"url\": \"${DATABASE_URL}\"}}}",
            new Problems());

    Needed needed =
        Needed.of(
            config,
            Stream.of(
                bundle("{\"path\": \"a/b\"}"),
                bundle("{\"path\": \"a/c\", \"config\": {\"access\": \"public\"}}"),
                bundle("{\"path\": \"a/d\", \"config\": {\"secrets\": [\"B\", \"A\"]}}")));

    assertThat(needed.byConfig()).containsExactly("DATABASE_URL");
    assertThat(needed.byLogic()).containsExactly("A", "B");
  }

  @Test
  void a_configuration_that_is_not_valid_names_nothing() {
    assertThat(Needed.of(null, Stream.of()).byConfig()).isEmpty();
  }
}
