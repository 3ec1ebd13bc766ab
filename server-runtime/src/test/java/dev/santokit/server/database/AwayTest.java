package dev.santokit.server.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AwayTest {

  @ParameterizedTest
  @CsvSource({
    "28P01, AuthenticationFailed",
    "28000, AuthenticationFailed",
    "3D000, NoSuchDatabase",
    "53300, ConnectionBudget",
    "08001, Unreachable",
    "57P03, Unreachable",
    ", Unreachable"
  })
  void a_state_of_postgres_is_a_word(String state, String word) {
    assertThat(Away.of(new SQLException("x", state)).cause().word()).isEqualTo(word);
  }

  @Test
  void a_certificate_that_is_not_trusted_is_a_matter_of_tls() {
    var failed = new SQLException("x", "08006", new IOException(new SSLHandshakeException("y")));

    assertThat(Away.of(failed).cause()).isEqualTo(Away.Cause.TLS_FAILED);
  }

  @Test
  void a_server_without_tls_is_a_matter_of_tls() {
    var failed = new SQLException("The server does not support SSL.", "08004");

    assertThat(Away.of(failed).cause()).isEqualTo(Away.Cause.TLS_FAILED);
  }

  @Test
  void the_text_has_what_the_driver_hides_in_its_cause() {
    var failed = new SQLException("no", "08001", new IOException("no route to host"));

    assertThat(Away.of(failed).text()).isEqualTo("no (no route to host)");
  }
}
