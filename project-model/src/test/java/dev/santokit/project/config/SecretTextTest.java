package dev.santokit.project.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTextTest {

  private static final Map<String, String> SECRETS = Map.of("A", "one", "B_2", "${A}");

  @ParameterizedTest
  @CsvSource({
    "${A}, one, true",
    "${B_2}, ${A}, true",
    "x${A}y${A}, xoneyone, false",
    "$${A}, ${A}, false",
    "$$${A}, $${A}, false",
    "$A $ {A} $$, $A $ {A} $$, false",
    "$${A ${A}, ${A one, false",
    "'', '', false"
  })
  void names_stand_for_values_and_two_dollars_for_none(
      String template, String resolved, boolean oneReference) throws SecretMissing {
    var text = new SecretText(template);
    assertThat(text.resolve(name -> Optional.ofNullable(SECRETS.get(name)))).isEqualTo(resolved);
    assertThat(text.isOneReference()).isEqualTo(oneReference);
  }

  @ParameterizedTest
  @ValueSource(strings = {"${a}", "${}", "${1A}", "${A", "${A-B}", "${ A}", "x$${A}${", "${Ä}"})
  void a_reference_that_cannot_be_read_is_refused(String template) {
    assertThatThrownBy(() -> new SecretText(template)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void all_missing_secrets_are_named_at_once() {
    assertThatThrownBy(() -> new SecretText("${Z}${A}${Y}").resolve(name -> Optional.empty()))
        .isInstanceOfSatisfying(
            SecretMissing.class, e -> assertThat(e.names()).containsExactly("A", "Y", "Z"))
        .hasMessage("A, Y, Z have no values");
  }

  @Test
  void its_names_are_known_without_values() {
    assertThat(new SecretText("${Z}-$${NO}-${A}").names()).containsExactly("A", "Z");
  }
}
