package dev.santokit.crds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A project's resources mean the same after a real API server had them. */
class ConversionIT {

  private static final int SEEDS = 10;

  private static Cluster cluster;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    cluster = Cluster.withCrds();
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      cluster.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"hello", "shop"})
  void a_sample_has_one_digest_on_both_sides_of_an_api_server(String sample) {
    String namespace = cluster.namespace("converted");
    Conversion.assertSame(
        Conversion.files(Path.of("../samples", sample)), resource -> stored(namespace, resource));
  }

  @Test
  void generated_projects_have_one_digest_on_both_sides_of_an_api_server(@TempDir Path folder) {
    String namespace = cluster.namespace("converted");
    for (long seed = 0; seed < SEEDS; seed++) {
      Path project = folder.resolve("seed-" + seed);
      GeneratedProject.write(seed, project);
      Conversion.assertSame(Conversion.files(project), resource -> stored(namespace, resource));
    }
  }

  private static ObjectNode stored(String namespace, ObjectNode resource) {
    assertThat(cluster.apply(namespace, resource).errors()).isEmpty();
    return cluster.get(namespace, resource);
  }
}
