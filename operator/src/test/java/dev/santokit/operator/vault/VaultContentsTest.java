package dev.santokit.operator.vault;

import static dev.santokit.operator.vault.TestVault.sealed;
import static dev.santokit.operator.vault.TestVault.values;
import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.project.vault.Keyset;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VaultContentsTest {

  private final Keyset keyset = Keyset.generate();

  @Test
  void names_are_sorted_and_other_keys_of_the_secret_count_for_nothing() {
    var contents = VaultContents.of(values("B", "x", "A", "y", "not-a-name", "z", ".hidden", "z"));

    assertThat(contents.names()).containsExactly("A", "B");
    assertThat(contents.has("not-a-name")).isFalse();
  }

  @Test
  void no_secret_and_an_empty_one_hold_nothing() {
    assertThat(VaultContents.of(null).names()).isEmpty();
    assertThat(VaultContents.of(values()).names()).isEmpty();
  }

  @Test
  void the_key_of_a_sealed_value_is_known_without_opening_it() {
    var contents =
        VaultContents.of(values("A", sealed(keyset, "A", "v") + "\n", "PLAIN", "in-clear"));

    assertThat(contents.kid("A")).contains(keyset.sealingKey().kid());
    assertThat(contents.kid("PLAIN")).isEmpty();
    assertThat(contents.kid("ABSENT")).isEmpty();
  }

  @Test
  void an_entry_that_is_no_base64_is_not_sealed() {
    var secret = values();
    secret.getData().put("A", "%%%");

    assertThat(VaultContents.of(secret).kid("A")).isEmpty();
  }

  @Test
  void the_checksum_changes_when_a_named_secret_is_set_again_and_not_for_others() {
    String a = sealed(keyset, "A", "v");
    String before = VaultContents.of(values("A", a)).checksum(Set.of("A"));

    assertThat(VaultContents.of(values("A", a, "B", "b")).checksum(Set.of("A"))).isEqualTo(before);
    assertThat(VaultContents.of(values("A", sealed(keyset, "A", "v"))).checksum(Set.of("A")))
        .isNotEqualTo(before);
    assertThat(VaultContents.of(values()).checksum(Set.of("A"))).isNotEqualTo(before);
  }

  @Test
  void a_status_lists_a_thousand_names() {
    String[] many =
        IntStream.range(0, 1100)
            .boxed()
            .flatMap(i -> Stream.of("N" + i, "v"))
            .toArray(String[]::new);

    assertThat(VaultContents.of(values(many)).names()).hasSize(1000);
  }

  @Test
  void it_prints_names_alone() {
    assertThat(VaultContents.of(values("A", "in-clear"))).hasToString("VaultContents[A]");
  }
}
