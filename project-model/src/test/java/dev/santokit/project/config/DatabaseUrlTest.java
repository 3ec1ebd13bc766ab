package dev.santokit.project.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.santokit.project.config.DatabaseUrl.ChannelBinding;
import dev.santokit.project.config.DatabaseUrl.SslMode;
import dev.santokit.project.config.DatabaseUrl.TargetSession;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseUrlTest {

  @Test
  void every_part_is_read() throws DatabaseUrlRefused {
    assertThat(
            DatabaseUrl.parse(
                "postgresql://app%40x:p%3Aw%2F%C3%A4@db.internal:6432/my%20shop?sslmode=verify-full"
                    + "&application_name=a%26b&connect_timeout=5"
                    + "&target_session_attrs=read-write&channel_binding=require"))
        .isEqualTo(
            new DatabaseUrl(
                "db.internal",
                6432,
                "my shop",
                "app@x",
                "p:w/ä",
                SslMode.VERIFY_FULL,
                ChannelBinding.REQUIRE,
                TargetSession.READ_WRITE,
                "a&b",
                Duration.ofSeconds(5)));
  }

  @Test
  void what_is_absent_is_as_postgres_has_it() throws DatabaseUrlRefused {
    assertThat(DatabaseUrl.parse("postgres://app@db")).isEqualTo(simple("db", 5432, "app", null));
  }

  @ParameterizedTest
  @CsvSource({
    "postgres://app@[::1]/app, ::1, 5432",
    "postgres://app@[fe80::1]:99, fe80::1, 99",
    "postgres://app@127.0.0.1:65535, 127.0.0.1, 65535",
    "postgres://app:@my_db-1.svc.cluster.local./, my_db-1.svc.cluster.local., 5432",
    "postgres://app@db?, db, 5432"
  })
  void hosts_are_names_or_addresses(String uri, String host, int port) throws DatabaseUrlRefused {
    assertThat(DatabaseUrl.parse(uri)).isEqualTo(simple(host, port, "app", null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          jdbc:postgresql://a@b/c                       | a database's url begins with postgres:// or postgresql://
          POSTGRES://a@b/c                              | a database's url begins with postgres:// or postgresql://
          postgres:a@b/c                                | a database's url begins with postgres:// or postgresql://
          postgres://a@b/c?socketFactory=x              | a database's url has an option that is not known, has no value or stands there twice
          postgres://a@b/c?sslmode=require&sslmode=allow| a database's url has an option that is not known, has no value or stands there twice
          postgres://a@b/c?sslmode                      | a database's url has an option that is not known, has no value or stands there twice
          postgres://a@b/c?sslmode=allow&               | a database's url has an option that is not known, has no value or stands there twice
          postgres://a@b/c?sslmode=no                   | sslmode in a database's url has no such value
          postgres://a@b/c?sslmode=REQUIRE              | sslmode in a database's url has no such value
          postgres://a@b/c?connect_timeout=0            | connect_timeout in a database's url is no number of seconds
          postgres://b/c                                | a database's url has no user
          postgres://@b/c                               | a database's url has no user
          postgres://:x@b/c                             | a database's url has no user
          postgres://a@/c                               | a database's url has no host that could be one
          postgres://a@%2Fvar%2Frun/c                   | a database's url has no host that could be one
          postgres://a@-h/c                             | a database's url has no host that could be one
          postgres://a@h1,h2/c                          | a database's url names several hosts
          postgres://a@h1:1,h2:2/c                      | the port in a database's url is no number from 1 to 65535
          postgres://a@[::g]/c                          | a database's url has no IPv6 address in its brackets
          postgres://a@[fe80::1%25eth0]/c               | a database's url has no IPv6 address in its brackets
          postgres://a@[::1/c                           | a database's url cannot be divided into its parts
          postgres://a@[::1]x/c                         | a database's url cannot be divided into its parts
          postgres://a@::1/c                            | a database's url has no host that could be one
          postgres://a@h:/c                             | the port in a database's url is no number from 1 to 65535
          postgres://a@h:0/c                            | the port in a database's url is no number from 1 to 65535
          postgres://a@h:65536/c                        | the port in a database's url is no number from 1 to 65535
          postgres://a@h:99999999999/c                  | the port in a database's url is no number from 1 to 65535
          postgres://a:p/w@h/c                          | a database's url cannot be divided into its parts
          postgres://a:p@w@h/c                          | a database's url cannot be divided into its parts
          postgres://a:p#w@h/c                          | a database's url has a character that no URI has
          'postgres://a:p w@h/c'                        | a database's url has a character that no URI has
          postgres://a:%4@h/c                           | a % in a database's url begins no escape
          postgres://a:%zz@h/c                          | a % in a database's url begins no escape
          postgres://a:%@h/c                            | a % in a database's url begins no escape
          postgres://a:%00@h/c                          | a % in a database's url begins no escape
          postgres://a:%C3@h/c                          | a % in a database's url escapes no text
          postgres://a@h/c/d                            | a database's url cannot be divided into its parts
          """)
  void what_is_no_address_is_refused(String uri, String what) {
    assertThatThrownBy(() -> DatabaseUrl.parse(uri))
        .isInstanceOf(DatabaseUrlRefused.class)
        .hasMessage(what);
  }

  @Test
  void a_secret_that_is_the_whole_url_is_read_as_one() throws Exception {
    assertThat(resolved("${URL}", Map.of("URL", "postgres://app:p%40w@db")))
        .isEqualTo(simple("db", 5432, "app", "p@w"));
  }

  @Test
  void a_secret_inside_a_url_needs_no_escapes_and_cannot_change_the_host() throws Exception {
    String odd = "x@evil.example:1/?sslmode=disable#%41 ä+";
    assertThat(resolved("postgres://app:${PW}@db", Map.of("PW", odd)))
        .isEqualTo(simple("db", 5432, "app", odd));
    assertThat(
            resolved(
                "postgres://${USER}@${HOST}:${PORT}/${DB}",
                Map.of("USER", "app", "HOST", "db.x", "PORT", "77", "DB", "app")))
        .isEqualTo(simple("db.x", 77, "app", null));
  }

  @Test
  void a_secret_without_a_value_is_named() {
    assertThatThrownBy(() -> resolved("${URL}", Map.of())).hasMessage("URL has no value");
  }

  @Test
  void its_text_hides_the_password() throws DatabaseUrlRefused {
    assertThat(DatabaseUrl.parse("postgres://app:hunter2@[::1]/shop"))
        .hasToString("postgres://app@[::1]:5432/shop");
  }

  private static DatabaseUrl resolved(String template, Map<String, String> secrets)
      throws SecretMissing, DatabaseUrlRefused {
    return DatabaseUrl.of(new SecretText(template), name -> Optional.ofNullable(secrets.get(name)));
  }

  private static DatabaseUrl simple(String host, int port, String name, String password) {
    return new DatabaseUrl(
        host,
        port,
        name,
        name,
        password,
        SslMode.PREFER,
        ChannelBinding.PREFER,
        TargetSession.ANY,
        null,
        null);
  }
}
