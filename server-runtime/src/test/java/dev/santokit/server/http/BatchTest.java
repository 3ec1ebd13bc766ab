package dev.santokit.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.server.TestPostgres;
import dev.santokit.server.TestServer;
import dev.santokit.server.TestServer.Response;
import dev.santokit.server.TestTokens;
import java.util.Collections;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Several calls in one request: all of them count, or none. */
class BatchTest {

  private static final String ID = "{id: {type: int, required: true}}";

  private static TestPostgres database;
  private static TestServer server;

  @BeforeAll
  static void start() {
    database =
        TestPostgres.with(
            "CREATE TABLE items (id int PRIMARY KEY)",
            "CREATE TABLE later (id int UNIQUE DEFERRABLE INITIALLY DEFERRED)");
    server =
        TestServer.with(database)
            .database("other", TestPostgres.with())
            .permissions("tables: {items: {select: [public]}}")
            .pool(1)
            .bufferedBody(4096)
            .sql("items/add", ID, "INSERT INTO items VALUES (:id) RETURNING id")
            .sql("items/count", "{}", "SELECT count(*) AS n FROM items")
            .sql("later/add", ID, "INSERT INTO later VALUES (:id)")
            .sql("tx/id", "{}", "SELECT txid_current() AS id")
            .sql(
                "tx/isolation",
                "{}",
                "SELECT current_setting('transaction_isolation') AS is,"
                    + " current_setting('transaction_read_only') AS ro")
            .logic("items/read.sql", header("readOnly: true") + "SELECT id FROM items ORDER BY id")
            .logic(
                "sly/sql.sql",
                header("readOnly: true") + "INSERT INTO items VALUES (99) RETURNING id")
            .logic("sly/js.js", header("readOnly: true") + query("INSERT INTO items VALUES (98)"))
            .logic("items/mine.sql", header("").replace("public", "chief") + "SELECT 1 AS one")
            .logic("elsewhere/list.sql", header("target: other") + "SELECT 'elsewhere' AS is")
            .js("elsewhere/sly", query("SELECT 1 AS one").replace("'main'", "'other'"))
            .js("items/js", query("INSERT INTO items VALUES (50) RETURNING id"))
            .js(
                "items/retry",
                "export default async (p, {db}) => {"
                    + " try { await db.query('main', 'INSERT INTO items VALUES (1)') }"
                    + " catch { return db.query('main', 'SELECT 7 AS seven') } }")
            .js(
                "items/tx",
                "export default async (p, {db}) => db.tx('main', async tx => {"
                    + " await tx.query('INSERT INTO items VALUES (60)'); return 'done' })")
            .js(
                "fail/teapot",
                "export default () => { throw {status: 418, code: 'TEA', message: 'x'} }")
            .js("big/text", "export default () => 'x'.repeat(2500)")
            .logic("items/_hidden.sql", "SELECT 1 AS one")
            .start();
  }

  private static String header(String line) {
    return "/* ---\naccess: public\n" + line + "\n--- */\n";
  }

  private static String query(String sql) {
    return "export default async (p, {db}) => db.query('main', '" + sql + "')";
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void empty() {
    database.execute("TRUNCATE items, later");
  }

  private static String item(String path) {
    return "{\"path\": \"" + path + "\"}";
  }

  private static String add(int id) {
    return "{\"path\": \"items/add\", \"params\": {\"id\": " + id + "}}";
  }

  private static Response batch(String... items) {
    return server.send(server.post("{\"batch\": [" + String.join(", ", items) + "]}"));
  }

  private static void assertRefused(Response response, int status, String code, int index) {
    assertThat(response.status()).as(response.toString()).isEqualTo(status);
    assertThat(response.code()).isEqualTo(code);
    assertThat(response.json().at("/error/details/index").asInt(-1)).isEqualTo(index);
    assertThat(database.value("SELECT count(*) FROM items")).isEqualTo("0");
  }

  @Test
  void the_answer_is_the_array_of_answers() {
    Response response = batch(add(1), add(2), item("items/count"), item("items/read"));
    assertThat(response.status()).as(response.toString()).isEqualTo(200);
    assertThat(response.body())
        .isEqualTo("[[{\"id\":1}],[{\"id\":2}],[{\"n\":2}],[{\"id\":1},{\"id\":2}]]");
    assertThat(response.header("X-Cache-Status")).isEqualTo("MISS");
    assertThat(response.header("Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void all_share_one_transaction_in_sql_and_in_javascript() {
    var ids =
        batch(item("tx/id"), item("items/js"), item("tx/id"), item("items/tx"), item("tx/id"));
    assertThat(ids.status()).as(ids.toString()).isEqualTo(200);
    assertThat(ids.json().findValuesAsText("id")).hasSize(4);
    assertThat(ids.json().at("/0/0/id")).isEqualTo(ids.json().at("/4/0/id"));
    assertThat(ids.json().at("/0/0/id")).isEqualTo(ids.json().at("/2/0/id"));
    assertThat(database.value("SELECT string_agg(id::text, ',' ORDER BY id) FROM items"))
        .isEqualTo("50,60");
  }

  @Test
  void operations_on_tables_share_it_too() {
    String select = "{\"path\": \"crud/main/items/select\", \"params\": {\"select\": [\"id\"]}}";
    Response response = batch(add(7), select, add(8), select);
    assertThat(response.body())
        .isEqualTo("[[{\"id\":7}],[{\"id\":7}],[{\"id\":8}],[{\"id\":7},{\"id\":8}]]");
    assertRefusedLater(batch(add(9), select, add(9)));
    assertThat(batch(add(9), "{\"path\": \"crud/main/items/delete\"}").status()).isEqualTo(401);
  }

  private static void assertRefusedLater(Response response) {
    assertThat(response.status()).as(response.toString()).isEqualTo(409);
    assertThat(response.json().at("/error/details/index").asInt()).isEqualTo(2);
    assertThat(database.value("SELECT max(id) FROM items")).isEqualTo("8");
  }

  @Test
  void it_is_read_committed_whatever_the_database_says() {
    database.execute(
        "ALTER DATABASE " + database.name() + " SET default_transaction_isolation = serializable");
    try (TestServer other =
        TestServer.with(database)
            .sql("tx/is", "{}", "SELECT current_setting('transaction_isolation') AS is")
            .start()) {
      assertThat(other.send(other.post("{\"batch\": [{\"path\": \"tx/is\"}]}")).body())
          .isEqualTo("[[{\"is\":\"read committed\"}]]");
    } finally {
      database.execute(
          "ALTER DATABASE " + database.name() + " RESET default_transaction_isolation");
    }
  }

  @Test
  void a_failure_undoes_all_and_says_which_it_was() {
    assertRefused(batch(add(1), add(2), add(1)), 409, "CONFLICT", 2);
    assertRefused(batch(add(1), item("items/js"), item("fail/teapot")), 418, "TEA", 2);
    assertRefused(batch(item("items/tx"), item("sly/sql")), 500, "INTERNAL_ERROR", 1);
  }

  @Test
  void what_fails_at_the_commit_is_true_too() {
    String later = "{\"path\": \"later/add\", \"params\": {\"id\": 1}}";
    Response response = batch(add(1), later, later);
    assertThat(response.status()).as(response.toString()).isEqualTo(409);
    assertThat(database.value("SELECT count(*) FROM items")).isEqualTo("0");
  }

  @Test
  void a_call_behaves_as_it_does_alone() {
    assertThat(batch(add(1), item("items/retry"), add(2)).body())
        .isEqualTo("[[{\"id\":1}],[{\"seven\":7}],[{\"id\":2}]]");
  }

  @Test
  void what_promises_to_change_nothing_cannot() {
    assertRefused(batch(add(1), item("sly/sql")), 500, "INTERNAL_ERROR", 1);
    assertRefused(batch(add(1), item("sly/js")), 500, "INTERNAL_ERROR", 1);
    assertRefused(batch(item("sly/js")), 500, "INTERNAL_ERROR", 0);
    assertThat(batch(item("items/read"), add(1), item("items/read"), add(2)).status())
        .isEqualTo(200);
  }

  @Test
  void all_checks_of_all_calls_come_before_any_of_them_runs() {
    assertRefused(batch(add(1), item("no/such")), 404, "NOT_FOUND", 1);
    assertRefused(batch(add(1), item("items/_hidden")), 403, "AUTHORIZATION_ERROR", 1);
    assertRefused(batch(add(1), item("items/mine")), 401, "AUTHENTICATION_ERROR", 1);
    assertRefused(batch(add(1), item("items/add")), 400, "VALIDATION_ERROR", 1);
    Response asUser =
        server.send(
            server
                .post("{\"batch\": [" + add(1) + "," + item("items/mine") + "]}")
                .header("Authorization", "Bearer " + TestTokens.of("u1")));
    assertRefused(asUser, 403, "AUTHORIZATION_ERROR", 1);
  }

  @Test
  void another_database_is_400_and_its_own_transaction_is_not() {
    assertRefused(batch(add(1), item("elsewhere/list")), 400, "VALIDATION_ERROR", 1);
    assertRefused(batch(add(1), item("elsewhere/sly")), 400, "VALIDATION_ERROR", 1);
    var there =
        server.post("{\"batch\": [" + item("elsewhere/list") + "], \"transaction\": \"other\"}");
    assertThat(server.send(there).body()).isEqualTo("[[{\"is\":\"elsewhere\"}]]");
    var nowhere = server.post("{\"batch\": [" + add(1) + "], \"transaction\": \"nope\"}");
    assertRefused(server.send(nowhere), 400, "VALIDATION_ERROR", 0);
  }

  @Test
  void the_answers_together_are_bounded() {
    assertRefused(batch(add(1), item("big/text"), item("big/text")), 500, "RESULT_TOO_LARGE", 2);
  }

  static Stream<Arguments> bodies() {
    String shape = "batch must be an array of 1 to 100 calls {\"path\", \"params\"}";
    return Stream.of(
        Arguments.of("{\"batch\": {}}", shape),
        Arguments.of("{\"batch\": []}", shape),
        Arguments.of("{\"batch\": null}", shape),
        Arguments.of(
            "{\"batch\": [" + String.join(",", Collections.nCopies(101, item("a/b"))) + "]}",
            shape),
        Arguments.of(
            "{\"batch\": [7]}", "A call in a batch must be an object {\"path\", \"params\"}"),
        Arguments.of("{\"batch\": [{}]}", "Missing path"),
        Arguments.of(
            "{\"batch\": [{\"path\": \"a/b\", \"batch\": []}]}",
            "Unknown key batch in a call of the batch; did you mean \"path\"?"),
        Arguments.of(
            "{\"batch\": [], \"path\": \"a/b\"}", "A body has a path or a batch, not both"),
        Arguments.of(
            "{\"path\": \"a/b\", \"transaction\": \"main\"}", "transaction goes with batch alone"),
        Arguments.of(
            "{\"batch\": [{\"path\": \"a/b\"}], \"transaction\": 7}",
            "transaction must be the name of a database"));
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void a_bad_batch_is_400(String body, String message) {
    Response response = server.send(server.post(body));
    assertThat(response.status()).isEqualTo(400);
    assertThat(response.message()).isEqualTo(message);
  }

  @Test
  void a_hundred_calls_are_one_batch() {
    String[] adds =
        Stream.iterate(1, i -> i + 1).limit(100).map(BatchTest::add).toArray(String[]::new);
    assertThat(batch(adds).json()).hasSize(100);
    assertThat(database.value("SELECT count(*) FROM items")).isEqualTo("100");
  }
}
