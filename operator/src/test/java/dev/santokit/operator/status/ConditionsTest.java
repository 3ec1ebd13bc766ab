package dev.santokit.operator.status;

import static dev.santokit.operator.status.ConditionType.READY;
import static dev.santokit.operator.status.ConditionType.RECONCILING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.crds.Condition;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConditionsTest {

  private static final Instant EARLIER = Instant.parse("2026-01-01T10:00:00Z");
  private static final Conditions BEFORE = new Conditions(1L, EARLIER);
  private static final Conditions NOW = new Conditions(2L, EARLIER.plusSeconds(60));

  @Test
  void the_time_stays_while_only_reason_message_and_generation_change() {
    var before = List.of(BEFORE.fails(READY, Reason.MISSING, "A is missing"));

    var now = List.of(NOW.fails(READY, Reason.INVALID, "spec.auth is wrong"));

    Condition after = Conditions.after(before, now).getFirst();
    assertThat(after.lastTransitionTime()).isEqualTo(EARLIER);
    assertThat(after.reason()).isEqualTo("Invalid");
    assertThat(after.message()).isEqualTo("spec.auth is wrong");
    assertThat(after.observedGeneration()).isEqualTo(2);
  }

  @Test
  void the_time_moves_on_a_flip() {
    var before = List.of(BEFORE.fails(READY, Reason.MISSING, ""));

    var now = List.of(NOW.holds(READY, Reason.RECONCILED, ""));

    assertThat(Conditions.after(before, now).getFirst().lastTransitionTime())
        .isEqualTo(EARLIER.plusSeconds(60));
  }

  @Test
  void a_condition_that_is_not_there_any_more_is_gone() {
    var before = List.of(BEFORE.holds(RECONCILING, Reason.ROLLING_OUT, ""));

    assertThat(Conditions.after(before, List.of())).isEmpty();
  }

  @Test
  void the_first_conditions_have_the_time_of_now_in_whole_seconds() {
    var exact = new Conditions(1L, Instant.parse("2026-01-01T10:00:00.987Z"));

    var after = Conditions.after(null, List.of(exact.unknown(READY, Reason.NOT_REPORTED, "")));

    assertThat(after.getFirst().lastTransitionTime()).isEqualTo(EARLIER);
  }

  @Test
  void a_message_longer_than_kubernetes_takes_is_cut() {
    Condition long_ = NOW.fails(READY, Reason.INVALID, "x".repeat(40_000));

    assertThat(long_.message()).hasSize(32_768).endsWith("x…");
  }

  @Test
  void every_reason_is_one_word_that_kubernetes_allows_and_no_two_are_equal() {
    assertThat(Reason.values())
        .extracting(Reason::text)
        .doesNotHaveDuplicates()
        .allMatch(text -> text.matches("[A-Z][A-Za-z]*"));
  }
}
