package dev.santokit.operator.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.operator.status.Reason;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

@EnableKubernetesMockClient(crud = true)
class EventsTest {

  KubernetesClient client;

  private final ConfigMap subject =
      new ConfigMapBuilder()
          .withNewMetadata()
          .withNamespace("prod")
          .withName("shop")
          .withUid("1")
          .endMetadata()
          .build();

  private void emit(String message) {
    var clock = Clock.fixed(Instant.parse("2026-01-01T10:00:00Z"), ZoneOffset.UTC);
    new Events(client, clock).emit(subject, Events.Type.WARNING, Reason.INVALID, message);
  }

  private List<Event> events() {
    return client.v1().events().inNamespace("prod").list().getItems();
  }

  @Test
  void twenty_equal_failures_are_one_event_that_counts_twenty() {
    for (int i = 0; i < 20; i++) {
      emit("spec.auth is wrong");
    }

    assertThat(events()).hasSize(1);
    assertThat(events().getFirst().getCount()).isEqualTo(20);
  }

  @Test
  void another_message_is_another_event() {
    emit("spec.auth is wrong");
    emit("spec.json is wrong");

    assertThat(events()).hasSize(2);
  }

  @Test
  void it_says_what_happened_to_whom() {
    emit("spec.auth is wrong");

    Event event = events().getFirst();
    assertThat(event.getType()).isEqualTo("Warning");
    assertThat(event.getReason()).isEqualTo("Invalid");
    assertThat(event.getInvolvedObject().getName()).isEqualTo("shop");
    assertThat(event.getInvolvedObject().getUid()).isEqualTo("1");
    assertThat(event.getLastTimestamp()).isEqualTo("2026-01-01T10:00:00Z");
  }

  @Test
  void a_message_longer_than_the_api_takes_is_cut() {
    emit("x".repeat(2000));

    assertThat(events().getFirst().getMessage()).hasSize(1024);
  }

  @Test
  void an_event_that_cannot_be_written_fails_nothing() {
    var nowhere =
        new KubernetesClientBuilder()
            .withConfig(
                new ConfigBuilder(Config.empty())
                    .withMasterUrl("http://127.0.0.1:1")
                    .withRequestRetryBackoffLimit(0)
                    .build())
            .build();

    new Events(nowhere, Clock.systemUTC())
        .emit(subject, Events.Type.WARNING, Reason.INVALID, "spec.auth is wrong");
  }
}
