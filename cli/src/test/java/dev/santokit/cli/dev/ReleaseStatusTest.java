package dev.santokit.cli.dev;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReleaseStatusTest {

  @Test
  void an_active_release_and_a_refused_candidate_are_read() {
    ReleaseStatus status =
        ReleaseStatus.parse(
                "{\"active\":{\"digest\":\"1:a\",\"revision\":1},\"candidate\":{\"digest\":\"1:b\",\"error\":\"why\"}}")
            .orElseThrow();
    assertThat(status.active()).contains("1:a");
    assertThat(status.refusal("1:b")).contains("why");
    assertThat(status.refusal("1:c")).isEmpty();
  }

  @Test
  void a_server_that_serves_nothing_yet_says_so() {
    ReleaseStatus status = ReleaseStatus.parse("{\"active\":null}").orElseThrow();
    assertThat(status.active()).isEmpty();
    assertThat(status.candidate()).isEmpty();
  }

  @Test
  void databases_that_cannot_be_reached_are_named() {
    ReleaseStatus status =
        ReleaseStatus.parse(
                "{\"databases\":{\"main\":{\"reachable\":true,\"error\":null},\"old\":{\"reachable\":false,\"error\":\"x\"}}}")
            .orElseThrow();
    assertThat(status.away()).containsExactly("old");
  }

  @Test
  void a_candidate_that_is_looked_at_is_not_refused() {
    ReleaseStatus status =
        ReleaseStatus.parse("{\"candidate\":{\"digest\":\"1:b\"}}").orElseThrow();
    assertThat(status.refusal("1:b")).isEmpty();
  }

  @Test
  void what_is_no_json_is_no_status() {
    assertThat(ReleaseStatus.parse("<html>")).isEmpty();
  }
}
