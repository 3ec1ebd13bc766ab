package dev.santokit.crds.generate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands in the chart is what the Java types say. */
class ChartTest {

  private static final Path CHART = Path.of("../helm/santokit/templates/crds");

  @Test
  void the_chart_has_exactly_the_crds_of_the_java_types(@TempDir Path fresh) throws IOException {
    WriteCrds.main(new String[] {fresh.toString()});
    assertThat(files(CHART))
        .as("CRDs in the chart; to write them anew: ./mvnw -pl crds -am process-classes")
        .isEqualTo(files(fresh));
  }

  @Test
  void writing_twice_gives_the_same_bytes() {
    assertThat(Crds.files()).isEqualTo(Crds.files());
  }

  @Test
  void writing_removes_what_is_no_crd_of_ours(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("oldkinds.santokit.dev.yaml"), "kind: OldKind");
    WriteCrds.main(new String[] {folder.toString()});
    assertThat(files(folder)).containsOnlyKeys(Crds.files().keySet());
  }

  @Test
  void helm_finds_one_switch_around_each_and_keeps_it_when_it_uninstalls() {
    assertThat(Crds.files().values())
        .hasSize(3)
        .allSatisfy(yaml -> {
          assertThat(yaml)
              .startsWith("# {{- if .Values.crds.install }}\n")
              .contains("    helm.sh/resource-policy: \"keep\"\n")
              .endsWith("\n# {{- end }}\n");
          assertThat(yaml.lines().filter(line -> line.contains("{{"))).hasSize(2);
        });
  }

  private static Map<String, String> files(Path folder) throws IOException {
    var files = new TreeMap<String, String>();
    try (var list = Files.list(folder)) {
      for (Path file : list.toList()) {
        files.put(file.getFileName().toString(), Files.readString(file, UTF_8));
      }
    }
    return files;
  }
}
