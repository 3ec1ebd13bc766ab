package dev.santokit.project.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.santokit.project.vault.VaultRefused.Fault;
import java.util.Base64;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VaultTest {

  private static final SecretAddress API_KEY = new SecretAddress("prod", "shop", "API_KEY");
  private static final String VALUE = "pa$$wörd 🔑\n";

  private final Keyset keyset = Keyset.generate();
  private final Sealed sealed = seal(keyset, API_KEY, VALUE);

  @Test
  void what_was_sealed_opens_as_it_was() throws VaultRefused {
    assertThat(keyset.open(API_KEY, sealed)).isEqualTo(VALUE);
    assertThat(keyset.open(API_KEY, seal(keyset, API_KEY, ""))).isEmpty();
  }

  @Test
  void the_public_key_in_base64_is_all_that_sealing_needs() throws VaultRefused {
    SealingKey key = SealingKey.parse(keyset.sealingKey().text());

    assertThat(key.kid()).isEqualTo(keyset.sealingKey().kid()).matches("[0-9a-f]{8}");
    assertThat(keyset.open(API_KEY, key.seal(API_KEY, VALUE))).isEqualTo(VALUE);
  }

  @Test
  void a_kid_is_the_beginning_of_the_hash_of_the_public_key() throws VaultRefused {
    // python3 -c "import hashlib; print(hashlib.sha256(bytes([9] + [0] * 31)).hexdigest()[:8])"
    byte[] basePoint = new byte[32];
    basePoint[0] = 9;
    SealingKey key = SealingKey.parse(Base64.getEncoder().encodeToString(basePoint));

    assertThat(key.kid()).isEqualTo("34ec81db");
  }

  @Test
  void one_value_sealed_twice_gives_two_texts() {
    assertThat(seal(keyset, API_KEY, VALUE)).isNotEqualTo(sealed);
  }

  @Test
  void the_text_of_a_sealed_value_is_read_again() throws VaultRefused {
    assertThat(sealed.toString()).matches("stk1:[0-9a-f]{8}:[A-Za-z0-9_-]+");
    assertThat(Sealed.parse(sealed.toString())).isEqualTo(sealed);
    assertThat(Sealed.parse("\n " + sealed + " \n")).isEqualTo(sealed);
  }

  @ParameterizedTest
  @CsvSource({"prod, shop, API_KEY_2", "prod, shop2, API_KEY", "dev, shop, API_KEY"})
  void a_value_moved_to_another_name_project_or_namespace_does_not_open(
      String namespace, String project, String name) {
    SecretAddress elsewhere = new SecretAddress(namespace, project, name);

    refused(Fault.NOT_INTACT, () -> keyset.open(elsewhere, sealed));
  }

  @Test
  void no_changed_byte_opens() throws VaultRefused {
    byte[] bytes = sealed.bytes();
    for (int at = 0; at < bytes.length; at++) {
      byte[] changed = bytes.clone();
      changed[at] ^= 0x10;
      refused(Fault.NOT_INTACT, () -> keyset.open(API_KEY, Sealed.of(sealed.kid(), changed)));
    }
  }

  @Test
  void a_value_of_another_key_is_told_from_a_changed_one() {
    Keyset other = Keyset.generate();

    refused(Fault.SEALED_FOR_ANOTHER_KEY, () -> other.open(API_KEY, sealed))
        .contains("API_KEY", sealed.kid(), other.sealingKey().kid());
  }

  @Test
  void a_value_that_claims_the_key_of_another_does_not_open() {
    Keyset other = Keyset.generate();
    Sealed claimed = new Sealed(other.sealingKey().kid(), sealed.content());

    refused(Fault.NOT_INTACT, () -> other.open(API_KEY, claimed));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "secret",
        "stk1:0a1b2c3d:",
        "stk1:0a1b2c3d:AAAA",
        "stk1:0a1b2c3d:not base64",
        "stk1:0A1B2C3D:" + LONG,
        "stk1:0a1b2c3:" + LONG,
        "stk2:0a1b2c3d:" + LONG,
        "stk1:0a1b2c3d:" + LONG + "=",
        "stk1:0a1b2c3d:" + LONG + "A",
        "xstk1:0a1b2c3d:" + LONG
      })
  void other_texts_are_no_sealed_values(String text) {
    refused(Fault.NOT_SEALED, () -> Sealed.parse(text)).doesNotContain("secret");
  }

  private static final String LONG =
      "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

  @Test
  void a_value_has_at_most_64_kib() throws VaultRefused {
    String largest = "ü".repeat(32 * 1024);

    assertThat(keyset.open(API_KEY, seal(keyset, API_KEY, largest))).isEqualTo(largest);
    refused(Fault.TOO_LARGE, () -> keyset.sealingKey().seal(API_KEY, largest + "!"))
        .isEqualTo("API_KEY has 65537 bytes; a vault takes values of at most 64 KiB (65536 bytes)");
  }

  @Test
  void a_keyset_is_read_again() throws VaultRefused {
    Keyset read = Keyset.fromJson(keyset.toJson());

    assertThat(read.toJson()).isEqualTo(keyset.toJson());
    assertThat(read.open(API_KEY, sealed)).isEqualTo(VALUE);
  }

  @Test
  void a_rotated_keyset_opens_what_was_sealed_before_and_seals_with_its_new_key()
      throws VaultRefused {
    Keyset rotated = Keyset.fromJson(keyset.rotated().toJson());

    assertThat(rotated.kids()).hasSize(2).contains(sealed.kid(), rotated.sealingKey().kid());
    assertThat(rotated.sealingKey().kid()).isNotEqualTo(sealed.kid());
    assertThat(rotated.open(API_KEY, sealed)).isEqualTo(VALUE);
    Sealed anew = seal(rotated, API_KEY, VALUE);
    assertThat(rotated.open(API_KEY, anew)).isEqualTo(VALUE);
    refused(Fault.SEALED_FOR_ANOTHER_KEY, () -> keyset.open(API_KEY, anew));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "not JSON",
        "[]",
        "{}",
        "{\"algorithm\":\"AES\",\"primary\":\"0a1b2c3d\",\"keys\":[]}",
        "{\"algorithm\":\"HPKE_X25519_HKDF_SHA256_AES_256_GCM\",\"primary\":\"0a1b2c3d\",\"keys\":[]}",
        "{\"algorithm\":\"HPKE_X25519_HKDF_SHA256_AES_256_GCM\",\"primary\":\"0a1b2c3d\",\"keys\":[{}]}",
        "{\"algorithm\":\"HPKE_X25519_HKDF_SHA256_AES_256_GCM\",\"primary\":\"0a1b2c3d\",\"keys\":[{\"kid\":\"0a1b2c3d\",\"privateKey\":\"AAAA\"}]}",
        "{\"algorithm\":\"HPKE_X25519_HKDF_SHA256_AES_256_GCM\",\"primary\":\"0a1b2c3d\",\"keys\":[{\"kid\":\"0a1b2c3d\",\"privateKey\":\"!\"}]}"
      })
  void other_texts_are_no_keysets(String text) {
    refused(Fault.NO_KEYSET, () -> Keyset.fromJson(text));
  }

  @Test
  void a_keyset_whose_primary_or_kid_is_not_its_own_is_refused() {
    String kid = keyset.sealingKey().kid();
    String json = keyset.toJson();

    refused(Fault.NO_KEYSET, () -> Keyset.fromJson(json.replace(kid, "00000000")))
        .contains("a kid is not that of its key");
    refused(
            Fault.NO_KEYSET,
            () -> Keyset.fromJson(json.replaceFirst("\"primary\":\"[^\"]*\"", "\"primary\":\"x\"")))
        .contains("primary");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no key", "AAAA", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=="})
  void other_texts_are_no_public_keys(String text) {
    refused(Fault.NO_PUBLIC_KEY, () -> SealingKey.parse(text));
  }

  @Test
  void nothing_is_sealed_for_a_key_that_everyone_can_open() throws VaultRefused {
    SealingKey zero = SealingKey.parse(Base64.getEncoder().encodeToString(new byte[32]));

    refused(Fault.NO_PUBLIC_KEY, () -> zero.seal(API_KEY, VALUE));
  }

  @Test
  void a_keyset_prints_the_names_of_its_keys_alone() {
    assertThat(keyset).hasToString("Keyset[" + sealed.kid() + "]");
  }

  @ParameterizedTest
  @CsvSource({"prod, shop, api-key", "prod, shop, ''", "'', shop, A", "a/b, c, A", "a, b/c, A"})
  void addresses_that_could_be_taken_for_others_are_refused(
      String namespace, String project, String name) {
    assertThatThrownBy(() -> new SecretAddress(namespace, project, name))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void names_are_keys_of_a_kubernetes_secret() {
    assertThat(SecretAddress.isName("A".repeat(253))).isTrue();
    assertThat(SecretAddress.isName("A".repeat(254))).isFalse();
  }

  private static Sealed seal(Keyset keyset, SecretAddress address, String value) {
    try {
      return keyset.sealingKey().seal(address, value);
    } catch (VaultRefused refused) {
      throw new AssertionError(refused);
    }
  }

  private static AbstractStringAssert<?> refused(Fault fault, ThrowingCallable action) {
    VaultRefused refused =
        assertThatExceptionOfType(VaultRefused.class).isThrownBy(action).actual();
    assertThat(refused.fault()).isEqualTo(fault);
    return assertThat(refused.what()).doesNotContain(VALUE);
  }
}
