package dev.santokit.operator.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.crds.project.Projects;
import dev.santokit.crds.project.SantokitProject;
import dev.santokit.project.config.ProjectConfig;
import dev.santokit.project.problem.Problems;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the operator wants of a project. Rewrite with {@code -Dgolden.update}. */
class DesiredTest {

  private static final Path FOLDER = Path.of("src/test/resources/desired");
  private static final String INPUT = "in.SantokitProject.yaml";

  static List<Path> scenarios() throws IOException {
    try (Stream<Path> folders = Files.list(FOLDER)) {
      return folders.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void the_operator_wants_exactly_these_objects(Path scenario) throws IOException {
    Map<String, String> wanted = new TreeMap<>();
    for (HasMetadata object : Desired.all(inputs(scenario, "0011223344556677"))) {
      wanted.put(
          "out.%s.%s.yaml".formatted(object.getKind(), object.getMetadata().getName()),
          Serialization.asYaml(object));
    }
    if (System.getProperty("golden.update") != null) {
      update(scenario, wanted);
    }

    assertThat(wanted).isEqualTo(outputs(scenario));
  }

  @Test
  void other_secrets_are_other_pods() throws IOException {
    Path scenario = FOLDER.resolve("configured");

    var before = ServerPods.template(inputs(scenario, "one"));
    var after = ServerPods.template(inputs(scenario, "two"));

    assertThat(after).isNotEqualTo(before);
  }

  @Test
  void permissions_and_the_release_change_no_object() throws IOException {
    Inputs before = inputs(FOLDER.resolve("configured"), "one");
    SantokitProject changed =
        Serialization.unmarshal(
            Files.readString(FOLDER.resolve("configured").resolve(INPUT))
                    .replace("tables: {}", "roles: {admin: boss}")
                + "  release: {historyLimit: 9}\n",
            SantokitProject.class);
    assertThat(changed.getSpec()).isNotEqualTo(before.project().getSpec());

    assertThat(Desired.all(inputs(changed, "one"))).isEqualTo(Desired.all(before));
  }

  private static Inputs inputs(Path scenario, String secrets) throws IOException {
    return inputs(
        Serialization.unmarshal(Files.readString(scenario.resolve(INPUT)), SantokitProject.class),
        secrets);
  }

  private static Inputs inputs(SantokitProject project, String secrets) {
    var problems = new Problems();
    ProjectConfig config = Projects.config(project, problems);
    assertThat(problems.sorted()).isEmpty();
    return new Inputs(project, config, secrets, "localhost/santokit-server:1", "santokit");
  }

  private static Map<String, String> outputs(Path scenario) throws IOException {
    Map<String, String> outputs = new TreeMap<>();
    for (Path file : outputFiles(scenario)) {
      outputs.put(file.getFileName().toString(), Files.readString(file));
    }
    return outputs;
  }

  private static List<Path> outputFiles(Path scenario) throws IOException {
    try (Stream<Path> files = Files.list(scenario)) {
      return files.filter(file -> file.getFileName().toString().startsWith("out.")).toList();
    }
  }

  private static void update(Path scenario, Map<String, String> wanted) throws IOException {
    for (Path stale : outputFiles(scenario)) {
      Files.delete(stale);
    }
    for (Map.Entry<String, String> file : wanted.entrySet()) {
      Files.writeString(scenario.resolve(file.getKey()), file.getValue());
    }
  }
}
