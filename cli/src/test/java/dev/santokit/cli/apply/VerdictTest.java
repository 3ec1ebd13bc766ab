package dev.santokit.cli.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.santokit.cli.apply.Verdict.Failed;
import dev.santokit.cli.apply.Verdict.Held;
import dev.santokit.cli.apply.Verdict.Lost;
import dev.santokit.cli.apply.Verdict.Mismatch;
import dev.santokit.cli.apply.Verdict.Served;
import dev.santokit.cli.apply.Verdict.Waiting;
import org.junit.jupiter.api.Test;

class VerdictTest {

  private static final String OURS = "1:sha256:aaa";
  private static final Expected LOGIC = new Expected(3, OURS, false);
  private static final Expected CONFIGURED = new Expected(3, OURS, true);

  @Test
  void it_is_served_when_the_release_is_ours_and_active() {
    assertThat(
            verdict(
                "observedGeneration: 3, release: {digest: '1:sha256:aaa', revision: 7, servedBy: [{pod: a}, {pod: b}]},"
                    + " conditions: [{type: ReleaseActive, status: 'True', reason: Active, observedGeneration: 3}]",
                LOGIC))
        .isEqualTo(new Served(OURS, 7, 2));
  }

  @Test
  void an_observation_of_an_earlier_generation_says_nothing() {
    assertThat(
            verdict(
                "observedGeneration: 2, release: {digest: '1:sha256:aaa', revision: 7},"
                    + " conditions: [{type: ReleaseActive, status: 'True', reason: Active}]",
                LOGIC))
        .isEqualTo(new Waiting("for the operator"));
    assertThat(
            verdict(
                "observedGeneration: 3, conditions: [{type: ReleaseActive, status: 'False', reason: Rejected,"
                    + " message: old, observedGeneration: 2}]",
                LOGIC))
        .isInstanceOf(Waiting.class);
  }

  @Test
  void an_active_release_of_another_digest_is_not_ours() {
    assertThat(
            verdict(
                "observedGeneration: 3, release: {digest: '1:sha256:bbb', revision: 6},"
                    + " conditions: [{type: ReleaseActive, status: 'True', reason: Active}]",
                LOGIC))
        .isInstanceOf(Waiting.class);
  }

  @Test
  void new_configuration_is_served_when_the_project_is_ready_too() {
    String active =
        "observedGeneration: 3, release: {digest: '1:sha256:aaa', revision: 7}, conditions:"
            + " [{type: ReleaseActive, status: 'True', reason: Active},"
            + " {type: Ready, status: '%s', reason: Rolling, message: 1 of 2 pods are ready}]";
    assertThat(verdict(active.formatted("False"), CONFIGURED))
        .isEqualTo(new Waiting("1 of 2 pods are ready"));
    assertThat(verdict(active.formatted("True"), CONFIGURED)).isEqualTo(new Served(OURS, 7, 0));
    assertThat(verdict(active.formatted("False"), LOGIC)).isEqualTo(new Served(OURS, 7, 0));
  }

  @Test
  void another_manifest_in_the_project_is_a_later_apply() {
    JsonNode project =
        json("{spec: {release: {manifest: '1:sha256:bbb'}}, status: {observedGeneration: 3}}");
    assertThat(Verdict.of(project, LOGIC)).isEqualTo(new Lost("1:sha256:bbb"));
    assertThat(Verdict.of(project, new Expected(3, null, false))).isInstanceOf(Waiting.class);
  }

  @Test
  void what_time_does_not_mend_is_told_at_once() {
    assertThat(
            verdict(
                "observedGeneration: 3, conditions: [{type: SecretsReady, status: 'False', reason: Missing,"
                    + " message: DATABASE_URL is not in the vault}]",
                LOGIC))
        .isEqualTo(new Failed("SecretsReady", "Missing", "DATABASE_URL is not in the vault"));
    assertThat(
            verdict(
                "observedGeneration: 3, conditions: [{type: ReleaseActive, status: 'False', reason: Rejected,"
                    + " message: 'orders/mine: no column x'}]",
                LOGIC))
        .isEqualTo(new Failed("ReleaseActive", "Rejected", "orders/mine: no column x"));
    assertThat(
            verdict(
                "observedGeneration: 3, conditions: [{type: Stalled, status: 'True', reason: Odd, message: m}]",
                LOGIC))
        .isEqualTo(new Failed("Stalled", "Odd", "m"));
  }

  @Test
  void bundles_that_are_not_those_of_the_manifest_are_a_mismatch() {
    assertThat(
            verdict(
                "observedGeneration: 3, conditions: [{type: ReleaseActive, status: 'False',"
                    + " reason: ManifestMismatch, message: missing a/b}]",
                LOGIC))
        .isEqualTo(new Mismatch("missing a/b"));
  }

  @Test
  void a_release_that_waits_for_a_pinned_one_is_held() {
    assertThat(
            verdict(
                "observedGeneration: 3, release: {digest: '1:sha256:old', revision: 4, pinned: true, pending: 7},"
                    + " conditions: [{type: ReleaseActive, status: 'True', reason: Pinned}]",
                LOGIC))
        .isEqualTo(new Held("revision 4 is pinned; this is revision 7, which waits"));
  }

  @Test
  void a_suspended_project_is_held() {
    assertThat(
            Verdict.of(json("{spec: {suspend: true, release: {manifest: '1:sha256:aaa'}}}"), LOGIC))
        .isInstanceOf(Held.class);
  }

  private static Verdict verdict(String status, Expected expected) {
    return Verdict.of(
        json("{spec: {release: {manifest: '1:sha256:aaa'}}, status: {" + status + "}}"), expected);
  }

  private static JsonNode json(String yaml) {
    Object read =
        new org.snakeyaml.engine.v2.api.Load(
                org.snakeyaml.engine.v2.api.LoadSettings.builder().build())
            .loadFromString(yaml);
    return new ObjectMapper().valueToTree(read);
  }
}
