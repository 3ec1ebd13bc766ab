package dev.santokit.server.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.santokit.project.vault.Keyset;
import dev.santokit.server.TestServer;
import dev.santokit.server.event.ServerEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultSecretsTest {

  @TempDir private Path folder;

  private TestVault vault;

  @BeforeEach
  void vault() {
    vault = TestVault.in(folder);
  }

  @Test
  void a_sealed_value_is_opened() {
    var secrets = vault.set("API_KEY", "k-1\n").secrets();

    assertThat(secrets.value("API_KEY")).contains("k-1\n");
    assertThat(secrets.value("ABSENT")).isEmpty();
    assertThat(secrets.unusable()).isEmpty();
  }

  @Test
  void a_value_that_changes_or_goes_counts_at_once() throws IOException {
    var secrets = vault.set("API_KEY", "k-1").secrets();
    assertThat(secrets.value("API_KEY")).contains("k-1");

    vault.set("API_KEY", "k-2");
    assertThat(secrets.value("API_KEY")).contains("k-2");
    Files.delete(vault.values().resolve("API_KEY"));
    assertThat(secrets.value("API_KEY")).isEmpty();
  }

  @Test
  void a_keyset_that_is_rotated_counts_at_once() {
    var secrets = vault.set("OLD", "k-1").secrets();
    assertThat(secrets.value("OLD")).contains("k-1");

    vault.use(vault.keyset().rotated()).set("NEW", "k-2");
    assertThat(secrets.value("NEW")).contains("k-2");
    assertThat(vault.secrets().value("OLD")).contains("k-1");
  }

  @Test
  void what_does_not_open_is_named_with_its_reason_and_nothing_of_its_text() {
    vault.set("MOVED", "v").write("HERE", vault.sealed("MOVED", "v")).write("PLAIN", "in-clear");
    vault.use(Keyset.generate()).set("GOOD", "v");

    assertThat(vault.secrets().unusable())
        .satisfiesExactly(
            here -> assertThat(here).startsWith("HERE is sealed for the key "),
            moved -> assertThat(moved).startsWith("MOVED is sealed for the key "),
            plain ->
                assertThat(plain)
                    .isEqualTo(
                        "the secret PLAIN cannot be opened: it is not a sealed value, stk1:<kid>:<base64url>"));
  }

  @Test
  void a_value_under_another_name_does_not_open() {
    vault.write("HERE", vault.sealed("MOVED", "v"));

    assertThatThrownBy(() -> vault.secrets().value("HERE"))
        .isInstanceOf(SecretUnusable.class)
        .hasMessageStartingWith("HERE was changed after it was sealed, or sealed for another name");
  }

  @Test
  void without_a_keyset_nothing_opens_and_the_message_says_so() throws IOException {
    vault.set("API_KEY", "k-1");
    Files.delete(vault.keys().resolve(Keyset.FILE));

    assertThatThrownBy(() -> vault.secrets().value("API_KEY"))
        .isInstanceOf(SecretUnusable.class)
        .hasMessageContaining("the keyset of the vault cannot be read from");
    assertThat(vault.secrets().value("ABSENT")).isEmpty();
  }

  @Test
  void a_vault_that_is_not_there_holds_nothing() {
    var secrets = new VaultSecrets(folder.resolve("no"), folder.resolve("nor"), "prod", "shop");

    assertThat(secrets.value("API_KEY")).isEmpty();
    assertThat(secrets.unusable()).isEmpty();
  }

  @Test
  void no_name_leads_out_of_the_folder() throws IOException {
    Files.writeString(folder.resolve("OUT"), vault.sealed("OUT", "v"));

    assertThat(vault.secrets().value("../OUT")).isEmpty();
    assertThat(vault.secrets().value(folder.resolve("OUT").toString())).isEmpty();
  }

  @Test
  void logic_sees_a_changed_secret_without_a_restart_and_others_stay_closed() {
    String asking =
        "/* ---\naccess: public\nsecrets: [%1$s]\n--- */\n"
            + "export default (params, {getSecret}) => getSecret('%1$s')";
    vault.set("API_KEY", "k-1").write("BROKEN", vault.sealed("OTHER", "hidden"));
    try (var server =
        TestServer.withoutDatabase()
            .vault(vault.secrets())
            .logic("a/own.js", asking.formatted("API_KEY"))
            .logic("a/broken.js", asking.formatted("BROKEN"))
            .start()) {
      assertThat(server.call("a/own", "{}").body()).isEqualTo("\"k-1\"");
      vault.set("API_KEY", "k-2");
      assertThat(server.call("a/own", "{}").body()).isEqualTo("\"k-2\"");

      assertThat(server.call("a/broken", "{}").status()).isEqualTo(500);
      assertThat(server.events(ServerEvent.FunctionSays.class))
          .singleElement()
          .satisfies(said -> assertThat(said.text()).startsWith("BROKEN was changed after"));
      assertThat(server.events(ServerEvent.SecretsUnusable.class))
          .singleElement()
          .satisfies(event ->
              assertThat(event.problems()).singleElement().asString().startsWith("BROKEN "));
      assertThat(server.events().toString()).doesNotContain("k-1", "k-2", "hidden");
    }
  }
}
