package dev.santokit.crds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.santokit.crds.Samples.Valid;
import dev.santokit.crds.bundle.LogicBundle;
import dev.santokit.crds.plan.SchemaPlan;
import dev.santokit.crds.project.SantokitProject;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Java types hold all that a resource says, no more and no less. */
class RoundTripTest {

  private static final Map<String, Class<?>> KINDS =
      Map.of(
          "SantokitProject", SantokitProject.class,
          "LogicBundle", LogicBundle.class,
          "SchemaPlan", SchemaPlan.class);

  private final KubernetesSerialization serialization = new KubernetesSerialization();

  @ParameterizedTest
  @MethodSource("resources")
  void a_resource_reads_and_writes_as_the_same_map(Valid sample) {
    Object read =
        serialization.unmarshal(
            sample.resource().toString(), KINDS.get(sample.resource().get("kind").asText()));
    assertThat(json(read)).isEqualTo(json(sample.resource()));
  }

  @Test
  void what_a_resource_does_not_say_is_null() {
    var project =
        serialization.unmarshal(
            "apiVersion: santokit.dev/v1alpha1\nkind: SantokitProject\nmetadata: {name: ab}",
            SantokitProject.class);
    assertThat(project.getSpec()).isNull();
    assertThat(project.getStatus()).isNull();
  }

  static List<Valid> resources() {
    return Samples.valid();
  }

  private ObjectNode json(Object value) {
    return (ObjectNode) serialization.unmarshal(serialization.asJson(value), JsonNode.class);
  }
}
