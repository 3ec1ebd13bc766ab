package dev.santokit.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ApplyTest {

  private final List<HasMetadata> written = new ArrayList<>();
  private final Apply apply = new Apply(client(), new Recording());

  private final class Recording implements ServerSide {
    @Override
    public <T extends HasMetadata> T apply(T desired) {
      written.add(desired);
      return desired;
    }
  }

  private static KubernetesClient client() {
    return new KubernetesClientBuilder()
        .withConfig(
            new io.fabric8.kubernetes.client.ConfigBuilder(
                    io.fabric8.kubernetes.client.Config.empty())
                .build())
        .build();
  }

  private static ConfigMap desired(Map<String, String> data) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withNamespace("shop")
        .withName("shop")
        .addToLabels("app", "shop")
        .endMetadata()
        .withData(data)
        .build();
  }

  @Test
  void what_is_not_there_is_written() {
    apply.apply(desired(Map.of("a", "1")), null);

    assertThat(written).hasSize(1);
  }

  @Test
  void what_is_as_desired_is_not_written_again() {
    ConfigMap observed = apply.apply(desired(Map.of("a", "1")), null);

    assertThat(apply.apply(desired(Map.of("a", "1")), observed)).isSameAs(observed);
    assertThat(written).hasSize(1);
  }

  @Test
  void the_order_of_a_map_makes_no_difference() {
    var one = new LinkedHashMap<String, String>();
    one.put("a", "1");
    one.put("b", "2");
    var other = new LinkedHashMap<String, String>();
    other.put("b", "2");
    other.put("a", "1");
    ConfigMap observed = apply.apply(desired(one), null);

    apply.apply(desired(other), observed);

    assertThat(written).hasSize(1);
  }

  @Test
  void what_others_add_is_left_alone() {
    ConfigMap observed =
        apply
            .apply(desired(Map.of("a", "1")), null)
            .edit()
            .editMetadata()
            .addToLabels("theirs", "x")
            .withResourceVersion("7")
            .endMetadata()
            .addToData("b", "2")
            .build();

    apply.apply(desired(Map.of("a", "1")), observed);

    assertThat(written).hasSize(1);
  }

  @Test
  void a_field_that_someone_changed_is_written_again() {
    ConfigMap observed =
        apply.apply(desired(Map.of("a", "1")), null).edit().addToData("a", "2").build();

    apply.apply(desired(Map.of("a", "1")), observed);

    assertThat(written).hasSize(2);
  }

  @Test
  void a_field_that_is_no_longer_desired_is_written_away() {
    ConfigMap observed = apply.apply(desired(Map.of("a", "1", "b", "2")), null);

    apply.apply(desired(Map.of("a", "1")), observed);

    assertThat(written).hasSize(2);
    assertThat(((ConfigMap) written.getLast()).getData()).containsOnlyKeys("a");
  }

  @Test
  void an_empty_map_that_the_api_server_leaves_out_is_as_desired() {
    ConfigMap observed = apply.apply(desired(Map.of()), null).edit().withData(null).build();

    apply.apply(desired(Map.of()), observed);

    assertThat(written).hasSize(1);
  }
}
