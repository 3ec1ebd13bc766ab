package dev.santokit.operator.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.operator.release.PodReport.DatabaseReport;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PodAnswerTest {

  @Test
  void an_answer_says_what_is_served_and_what_the_databases_are_like() {
    assertThat(
            PodAnswer.read(
                "a",
                """
                {"active": {"digest": "1:sha256:aa", "revision": 3, "at": "2026-01-31T12:00:00Z"},
                 "databases": {"main": {"reachable": true, "excess": ["is a superuser"]},
                               "logs": {"reachable": false, "reason": "TlsFailed"}}}
                """))
        .contains(
            new PodReport(
                "a",
                "1:sha256:aa",
                null,
                Map.of(
                    "main",
                    new DatabaseReport(true, null, List.of("is a superuser")),
                    "logs",
                    new DatabaseReport(false, "TlsFailed", null))));
  }

  @Test
  void a_refused_release_comes_with_its_error() {
    assertThat(
            PodAnswer.read(
                "a",
                """
                {"active": null, "candidate": {"digest": "1:sha256:bb", "error": "x:1:1: no"}}
                """))
        .contains(
            new PodReport("a", null, new PodReport.Refused("1:sha256:bb", "x:1:1: no"), Map.of()));
  }

  @Test
  void a_folder_that_could_not_be_read_is_no_refusal() {
    assertThat(
            PodAnswer.read(
                "a", "{\"active\": null, \"candidate\": {\"digest\": null, \"error\": \"torn\"}}"))
        .contains(new PodReport("a", null, null, Map.of()));
  }

  @Test
  void words_of_a_driver_do_not_pass() {
    assertThat(
            PodAnswer.read(
                "a",
                """
                {"active": null, "databases": {"main": {"reachable": false, "reason": "password=x"}}}
                """))
        .contains(
            new PodReport(
                "a", null, null, Map.of("main", new DatabaseReport(false, "Unreachable", null))));
  }

  @Test
  void what_is_no_answer_of_a_server_is_none() {
    for (String text : List.of("", "nonsense", "[]", "{}", "\"active\"", "null")) {
      assertThat(PodAnswer.read("a", text)).as(text).isEmpty();
    }
  }
}
