package dev.santokit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.santokit.project.network.AddressRule;
import dev.santokit.project.vault.Keyset;
import dev.santokit.server.secrets.TestVault;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the surroundings say, and what the server says when it cannot start with it. */
class SettingsTest {

  @TempDir private Path folder;

  private static Settings of(String... namesAndValues) throws StartRefused {
    Map<String, String> environment = new HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      environment.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return Settings.of(environment::get);
  }

  @Test
  void without_any_the_places_of_a_container_count() throws StartRefused {
    Settings settings = of();
    assertThat(settings.kv()).isEqualTo(Path.of("/etc/santokit/kv"));
    assertThat(settings.config()).isEqualTo(Path.of("/etc/santokit/kv/config.json"));
    assertThat(settings.host()).isEqualTo("0.0.0.0");
    assertThat(settings.port()).isEqualTo(8080);
    assertThat(settings.addresses()).isEqualTo(AddressRule.inCluster(Set.of()));
  }

  @Test
  void in_a_cluster_nothing_lies_on_its_api_server() throws Exception {
    assertThat(of("KUBERNETES_SERVICE_HOST", "10.96.0.1").addresses())
        .isEqualTo(AddressRule.inCluster(Set.of(InetAddress.ofLiteral("10.96.0.1"))));
  }

  @Test
  void what_the_project_names_may_lie_on_this_machine_where_that_is_said() throws Exception {
    assertThat(of("SANTOKIT_ALLOW_LOOPBACK", "true").addresses()).isEqualTo(AddressRule.ANYWHERE);
  }

  @ParameterizedTest
  @CsvSource({"-1", "65536", "http", "'80 80'"})
  void a_port_is_a_number(String port) {
    assertThatThrownBy(() -> of("SANTOKIT_PORT", port))
        .hasMessage("SANTOKIT_PORT is a number from 0 to 65535, not " + port);
  }

  @Test
  void a_provider_of_secrets_says_what_it_needs() {
    assertThatThrownBy(() -> of("SANTOKIT_SECRETS", "vault", "SANTOKIT_PROJECT", "shop"))
        .hasMessageStartingWith("SANTOKIT_SECRETS=vault needs SANTOKIT_NAMESPACE: ");
    assertThatThrownBy(() -> of("SANTOKIT_SECRETS", "vault", "SANTOKIT_NAMESPACE", "prod"))
        .hasMessageStartingWith("SANTOKIT_SECRETS=vault needs SANTOKIT_PROJECT: ");
    assertThatThrownBy(() -> of("SANTOKIT_SECRETS", "env"))
        .hasMessage("SANTOKIT_SECRETS is vault, dir or file, not env");
    assertThatThrownBy(() -> of("SANTOKIT_SECRETS", "file"))
        .hasMessageContaining("SANTOKIT_SECRETS_FILE");
  }

  private String withVault(TestVault vault) throws IOException {
    Files.writeString(
        folder.resolve("config.json"), "{\"auth\": {\"jwt\": {\"secret\": \"${JWT_SECRET}\"}}}");
    try {
      Settings settings =
          of(
              "SANTOKIT_KV", folder.toString(),
              "SANTOKIT_SECRETS", "vault",
              "SANTOKIT_VAULT", vault.values().toString(),
              "SANTOKIT_VAULT_KEY", vault.keys().toString(),
              "SANTOKIT_NAMESPACE", "prod",
              "SANTOKIT_PROJECT", "shop",
              "SANTOKIT_HOST", "127.0.0.1",
              "SANTOKIT_PORT", "0");
      DataPlane.start(settings, Vertx.vertx(), Observing.of(event -> {})).stop();
      return "started";
    } catch (StartRefused refused) {
      return String.valueOf(refused.getMessage());
    }
  }

  @Test
  void a_configuration_whose_secrets_the_vault_does_not_open_is_not_served() throws IOException {
    TestVault vault = TestVault.in(folder);
    assertThat(withVault(vault)).isEqualTo("JWT_SECRET has no value");

    vault.set("JWT_SECRET", "a secret of thirty-two bytes or more");
    assertThat(withVault(vault)).isEqualTo("started");

    vault.use(Keyset.generate());
    assertThat(withVault(vault)).startsWith("JWT_SECRET is sealed for the key ");
  }

  private String refusal(String config, String secrets) throws IOException {
    Files.writeString(folder.resolve("config.json"), config);
    Path file = Files.writeString(folder.resolve("secrets.env"), secrets);
    try {
      Settings settings =
          of(
              "SANTOKIT_KV", folder.toString(),
              "SANTOKIT_SECRETS", "file",
              "SANTOKIT_SECRETS_FILE", file.toString(),
              "SANTOKIT_HOST", "127.0.0.1",
              "SANTOKIT_PORT", "0");
      DataPlane.start(settings, Vertx.vertx(), Observing.of(event -> {})).stop();
      return "started";
    } catch (StartRefused refused) {
      return refused.getMessage();
    }
  }

  @Test
  void what_keeps_the_server_from_starting_is_said_in_one_line() throws IOException {
    assertThat(refusal("{\"auth\": {\"jwt\": {\"secret\": \"${JWT_SECRET}\"}}}", ""))
        .isEqualTo("JWT_SECRET has no value");
    assertThat(
            refusal("{\"auth\": {\"jwt\": {\"secret\": \"${JWT_SECRET}\"}}}", "JWT_SECRET=short"))
        .isEqualTo("jwt.secret: the secret of tokens has 5 bytes, and needs at least 32");
    assertThat(refusal("{\"databases\": {\"main\": {\"url\": \"${DB}\"}}}", ""))
        .isEqualTo("the url of database main: DB has no value");
    assertThat(
            refusal("{\"databases\": {\"main\": {\"url\": \"${DB}\"}}}", "DB=mysql://u:secret@h/d"))
        .startsWith("the url of database main: a database's url begins with postgres://")
        .doesNotContain("secret@");
    assertThat(refusal("{\"no-such\": {}}", "")).contains("config.json:1:");
    assertThat(refusal("{}", "")).isEqualTo("started");
  }

  @Test
  void a_missing_configuration_says_what_to_set() throws StartRefused {
    Settings settings = of("SANTOKIT_KV", folder.toString());
    assertThatThrownBy(() -> DataPlane.start(settings, Vertx.vertx(), Observing.of(event -> {})))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("cannot be read: set SANTOKIT_CONFIG");
  }

  @Test
  void a_port_that_is_taken_is_said_so() throws IOException {
    Files.writeString(folder.resolve("config.json"), "{}");
    try (var taken = new ServerSocket(0)) {
      assertThatThrownBy(() ->
              DataPlane.start(
                  of(
                      "SANTOKIT_KV", folder.toString(),
                      "SANTOKIT_HOST", "127.0.0.1",
                      "SANTOKIT_PORT", Integer.toString(taken.getLocalPort())),
                  Vertx.vertx(),
                  Observing.of(event -> {})))
          .isInstanceOf(StartRefused.class)
          .hasMessageContaining("Address already in use");
    }
  }
}
