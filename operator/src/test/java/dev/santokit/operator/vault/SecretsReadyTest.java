package dev.santokit.operator.vault;

import static dev.santokit.operator.vault.TestVault.needed;
import static dev.santokit.operator.vault.TestVault.sealed;
import static dev.santokit.operator.vault.TestVault.values;
import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.crds.Condition;
import dev.santokit.crds.ConditionStatus;
import dev.santokit.operator.status.Conditions;
import dev.santokit.project.vault.Keyset;
import io.fabric8.kubernetes.api.model.Secret;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecretsReadyTest {

  private static final Conditions CONDITIONS = new Conditions(3L, Instant.EPOCH);

  private final Keyset keyset = Keyset.generate();
  private final String url = sealed(keyset, "DATABASE_URL", "postgres://hidden");

  private Condition of(Secret values, Needed needed) {
    return new SecretsReady(VaultContents.of(values), keyset.kids(), needed).condition(CONDITIONS);
  }

  private static void assertCondition(
      Condition condition, ConditionStatus status, String reason, String message) {
    assertThat(condition.type()).isEqualTo("SecretsReady");
    assertThat(condition.status()).isEqualTo(status);
    assertThat(condition.reason()).isEqualTo(reason);
    assertThat(condition.message()).isEqualTo(message);
  }

  @Test
  void a_configuration_that_names_no_secrets_needs_none() {
    assertCondition(
        of(values(), needed(List.of())),
        ConditionStatus.TRUE,
        "Complete",
        "the configuration names no secrets");
  }

  @Test
  void all_secrets_of_the_configuration_are_there() {
    assertCondition(
        of(values("DATABASE_URL", url), needed(List.of("DATABASE_URL"))),
        ConditionStatus.TRUE,
        "Complete",
        "all secrets that the configuration names are there");
  }

  @Test
  void missing_ones_are_named_with_the_command_that_sets_them() {
    assertCondition(
        of(values("DATABASE_URL", url), needed(List.of("DATABASE_URL", "JWT_SECRET", "OTHER"))),
        ConditionStatus.FALSE,
        "Missing",
        "JWT_SECRET, OTHER are not in the vault: stk secret set JWT_SECRET");
  }

  @Test
  void one_that_is_not_sealed_counts_as_missing_and_its_text_is_not_told() {
    Condition condition =
        of(values("DATABASE_URL", "postgres://hidden"), needed(List.of("DATABASE_URL")));

    assertCondition(
        condition,
        ConditionStatus.FALSE,
        "Missing",
        "DATABASE_URL is in the vault without being sealed, which nothing reads: stk secret set"
            + " DATABASE_URL");
  }

  @Test
  void one_that_is_sealed_for_another_key_is_told_from_one_that_is_missing() {
    String foreign = sealed(Keyset.generate(), "DATABASE_URL", "postgres://hidden");

    assertCondition(
        of(values("DATABASE_URL", foreign), needed(List.of("DATABASE_URL"))),
        ConditionStatus.FALSE,
        "SealedForAnotherKey",
        "DATABASE_URL is sealed for a key that the vault does not have: stk secret set DATABASE_URL");
  }

  @Test
  void what_is_missing_comes_before_what_another_key_opens() {
    String foreign = sealed(Keyset.generate(), "DATABASE_URL", "postgres://hidden");

    Condition condition =
        of(values("DATABASE_URL", foreign), needed(List.of("DATABASE_URL", "JWT_SECRET")));

    assertThat(condition.reason()).isEqualTo("Missing");
    assertThat(condition.message()).contains("JWT_SECRET is not", "; DATABASE_URL is sealed for");
  }

  @Test
  void a_secret_that_only_functions_ask_for_is_told_of_and_holds_nothing_up() {
    assertCondition(
        of(values("DATABASE_URL", url), needed(List.of("DATABASE_URL"), "API_KEY", "DATABASE_URL")),
        ConditionStatus.TRUE,
        "Complete",
        "all secrets that the configuration names are there; API_KEY, which functions ask for, is"
            + " not in the vault: stk secret set API_KEY");
  }

  @Test
  void a_value_sealed_before_a_rotation_is_there() {
    Condition condition =
        new SecretsReady(
                VaultContents.of(values("DATABASE_URL", url)),
                keyset.rotated().kids(),
                needed(List.of("DATABASE_URL")))
            .condition(CONDITIONS);

    assertThat(condition.status()).isEqualTo(ConditionStatus.TRUE);
  }
}
