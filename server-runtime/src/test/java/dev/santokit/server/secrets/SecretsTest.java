package dev.santokit.server.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.santokit.server.TestPostgres;
import dev.santokit.server.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

  @TempDir private Path folder;

  @Test
  void a_file_has_a_line_for_each_and_the_environment_the_rest() throws IOException {
    Path file = folder.resolve("secrets.env");
    Files.writeString(file, "# comment\nA=1\n B =two = 2 \nEMPTY=\n\nnothing\n");
    var secrets = new FileSecrets(file, Map.of("A", "other", "C", "3")::get);

    assertThat(secrets.value("A")).contains("1");
    assertThat(secrets.value("B")).contains("two = 2 ");
    assertThat(secrets.value("EMPTY")).contains("");
    assertThat(secrets.value("C")).contains("3");
    assertThat(secrets.value("nothing")).isEmpty();
  }

  @Test
  void a_file_that_changes_is_read_again() throws IOException {
    Path file = folder.resolve("secrets.env");
    var secrets = new FileSecrets(file, name -> null);
    assertThat(secrets.value("A")).isEmpty();
    Files.writeString(file, "A=1\n");
    assertThat(secrets.value("A")).contains("1");
    Files.writeString(file, "A=2\n");
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(5)));
    assertThat(secrets.value("A")).contains("2");
    Files.delete(file);
    assertThat(secrets.value("A")).isEmpty();
  }

  @Test
  void a_folder_has_a_file_for_each() throws IOException {
    Files.writeString(folder.resolve("A"), "1\n");
    Files.writeString(folder.resolve("B"), "two\nlines\n\n");
    var secrets = new FolderSecrets(folder);

    assertThat(secrets.value("A")).contains("1");
    assertThat(secrets.value("B")).contains("two\nlines\n");
    assertThat(secrets.value("C")).isEmpty();
    Files.writeString(folder.resolve("A"), "changed");
    assertThat(secrets.value("A")).contains("changed");
  }

  @Test
  void no_name_leads_out_of_the_folder() throws IOException {
    Files.writeString(folder.resolve("A"), "1");
    var secrets = new FolderSecrets(Files.createDirectory(folder.resolve("inner")));

    assertThat(secrets.value("../A")).isEmpty();
    assertThat(secrets.value(folder.resolve("A").toString())).isEmpty();
  }

  @Test
  void a_secret_of_more_than_64_kib_is_refused() throws IOException {
    Files.writeString(folder.resolve("A"), "x".repeat(64 * 1024 + 1));
    assertThatThrownBy(() -> new FolderSecrets(folder).value("A"))
        .isInstanceOf(SecretUnusable.class)
        .hasMessage("the secret A is larger than 64 KiB");
  }

  @Test
  void logic_sees_the_secrets_that_it_names_and_none_that_config_uses() {
    String asking =
        "/* ---\naccess: public\nsecrets: [%s]\n--- */\n"
            + "export default (params, {getSecret}) => getSecret('%s')";
    try (var server =
        TestServer.with(TestPostgres.with())
            .secret("API_KEY", "k-1")
            .secret("OTHER", "k-2")
            .logic("a/own.js", asking.formatted("API_KEY", "API_KEY"))
            .logic("a/unnamed.js", asking.formatted("API_KEY", "OTHER"))
            .logic("a/absent.js", asking.formatted("ABSENT", "ABSENT"))
            .logic("a/config.js", asking.formatted("JWT_SECRET", "JWT_SECRET"))
            .logic("a/database.js", asking.formatted("DATABASE_URL", "DATABASE_URL"))
            .start()) {
      assertThat(server.call("a/own", "{}").body()).isEqualTo("\"k-1\"");
      for (String path : new String[] {"a/unnamed", "a/absent", "a/config", "a/database"}) {
        assertThat(server.call(path, "{}").status()).as(path).isEqualTo(500);
      }
    }
  }
}
