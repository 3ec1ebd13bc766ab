package dev.santokit.schema.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.santokit.project.config.DatabaseUrl;
import dev.santokit.project.network.AddressRule;
import dev.santokit.project.network.AddressRule.Reach;
import dev.santokit.schema.TestPostgres;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OwnerDatabaseIT {

  private static final AddressRule IN_CLUSTER = AddressRule.inCluster(Set.of());

  @Test
  void a_connection_shows_who_opened_it() throws SQLException {
    try (Connection connection = OwnerDatabase.of(TestPostgres.url(), "stk schema").open();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT current_setting('application_name')")) {
      row.next();
      assertThat(row.getString(1)).isEqualTo("stk schema");
    }
  }

  @Test
  void a_pooler_of_transactions_is_refused() throws Exception {
    DatabaseUrl direct = TestPostgres.url();
    try (PoolerOfTransactions pooler = new PoolerOfTransactions(direct.port())) {
      String uri = "postgres://postgres@127.0.0.1:%d/%s?sslmode=disable&channel_binding=disable";
      DatabaseUrl url = DatabaseUrl.parse(uri.formatted(pooler.port(), direct.database()));
      SQLException refused =
          catchThrowableOfType(
              SQLException.class, () -> OwnerDatabase.of(url, "test").open().close());
      assertThat(refused.getMessage()).contains("transaction-pooled", "direct");
      assertThat(DatabaseTrouble.of(refused)).isEqualTo(DatabaseTrouble.TRANSACTION_POOLED);
    }
  }

  @Test
  void an_address_of_the_machine_itself_is_refused_in_a_cluster() throws Exception {
    DatabaseUrl url = TestPostgres.url();
    assertTrouble(OwnerDatabase.of(url, "test", IN_CLUSTER), DatabaseTrouble.ADDRESS_REFUSED);
    DatabaseUrl named = DatabaseUrl.parse("postgres://postgres@localhost:" + url.port() + "/x");
    assertTrouble(OwnerDatabase.of(named, "test", IN_CLUSTER), DatabaseTrouble.ADDRESS_REFUSED);
  }

  @Test
  void the_api_server_is_refused_wherever_it_is() throws Exception {
    AddressRule rule = new AddressRule(Reach.ANYWHERE, Set.of(InetAddress.ofLiteral("127.0.0.1")));
    assertTrouble(
        OwnerDatabase.of(TestPostgres.url(), "test", rule), DatabaseTrouble.ADDRESS_REFUSED);
  }

  @Test
  void troubles_have_words_of_ours() throws Exception {
    DatabaseUrl url = TestPostgres.url();
    String server = "127.0.0.1:" + url.port();
    assertTrouble("postgres://postgres@" + server + "/none", DatabaseTrouble.NO_SUCH_DATABASE);
    assertTrouble(
        "postgres://nobody:secret@" + server + "/" + url.database(),
        DatabaseTrouble.AUTHENTICATION_FAILED);
    assertTrouble(
        "postgres://postgres@" + server + "/postgres?sslmode=require", DatabaseTrouble.TLS_FAILED);
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = silent.getLocalPort();
      assertTrouble(
          "postgres://postgres@127.0.0.1:" + port + "/x?connect_timeout=1",
          DatabaseTrouble.UNREACHABLE);
    }
    assertTrouble("postgres://postgres@127.0.0.1:1/x", DatabaseTrouble.UNREACHABLE);
    try (Connection connection = OwnerDatabase.of(url, "test").open();
        Statement statement = connection.createStatement()) {
      statement.execute("SET default_transaction_read_only = on");
      assertThatThrownBy(() -> statement.execute("CREATE TABLE x ()"))
          .isInstanceOfSatisfying(
              SQLException.class,
              e -> assertThat(DatabaseTrouble.of(e)).isEqualTo(DatabaseTrouble.NOT_PERMITTED));
    }
  }

  @Test
  void no_password_is_in_what_is_printed() throws Exception {
    DatabaseUrl url = DatabaseUrl.parse("postgres://owner:hunter2@db.example.com/shop");
    assertThat(OwnerDatabase.of(url, "test").toString()).isEqualTo("owner@db.example.com");
  }

  private static void assertTrouble(String uri, DatabaseTrouble trouble) throws Exception {
    assertTrouble(OwnerDatabase.of(DatabaseUrl.parse(uri), "test"), trouble);
  }

  private static void assertTrouble(OwnerDatabase database, DatabaseTrouble trouble) {
    long start = System.nanoTime();
    SQLException failed = catchThrowableOfType(SQLException.class, () -> database.open().close());
    assertThat(DatabaseTrouble.of(failed)).isEqualTo(trouble);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
  }
}
