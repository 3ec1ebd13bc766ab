package dev.santokit.operator.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ActivationTest {

  @Test
  void a_release_is_served_when_all_ready_pods_say_so() {
    assertThat(Activation.of("new", List.of("a", "b"), List.of(says("a", "new"), says("b", "new"))))
        .isEqualTo(new Activation.Served());
  }

  @Test
  void a_pod_with_another_release_and_one_that_does_not_answer_are_behind() {
    assertThat(
            Activation.of(
                "new", List.of("a", "b", "c"), List.of(says("a", "new"), says("b", "old"))))
        .isEqualTo(new Activation.Taking(List.of("b", "c")));
  }

  @Test
  void a_pod_that_is_not_ready_is_not_waited_for() {
    assertThat(Activation.of("new", List.of("a"), List.of(says("a", "new"), says("b", "old"))))
        .isEqualTo(new Activation.Served());
  }

  @Test
  void one_pod_that_refuses_is_enough() {
    assertThat(
            Activation.of(
                "new", List.of("a", "b"), List.of(says("a", "new"), refuses("b", "new", "no"))))
        .isEqualTo(new Activation.Refused("b", "no"));
  }

  @Test
  void a_pod_that_never_served_anything_is_not_ready_and_may_refuse() {
    assertThat(Activation.of("new", List.of(), List.of(refuses("a", "new", "no"))))
        .isEqualTo(new Activation.Refused("a", "no"));
  }

  @Test
  void that_another_release_is_refused_says_nothing_of_this_one() {
    assertThat(Activation.of("new", List.of("a"), List.of(refuses("a", "before", "no"))))
        .isEqualTo(new Activation.Taking(List.of("a")));
  }

  @Test
  void without_ready_pods_nothing_is_served() {
    assertThat(Activation.of("new", List.of(), List.of(says("a", "new"))))
        .isEqualTo(new Activation.NoPods());
  }

  @Test
  void pods_are_asked_every_250_ms_at_first_and_every_5_s_at_last() {
    assertThat(Activation.again(Duration.ZERO)).isEqualTo(Duration.ofMillis(250));
    assertThat(Activation.again(Duration.ofMillis(1_999))).isEqualTo(Duration.ofMillis(250));
    assertThat(Activation.again(Duration.ofSeconds(8))).isEqualTo(Duration.ofSeconds(2));
    assertThat(Activation.again(Duration.ofMinutes(5))).isEqualTo(Duration.ofSeconds(5));
  }

  private static PodReport says(String pod, @Nullable String digest) {
    return new PodReport(pod, digest, null, Map.of());
  }

  private static PodReport refuses(String pod, String digest, String error) {
    return new PodReport(pod, "old", new PodReport.Refused(digest, error), Map.of());
  }
}
