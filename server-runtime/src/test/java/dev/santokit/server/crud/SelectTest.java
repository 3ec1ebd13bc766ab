package dev.santokit.server.crud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.server.TestPostgres;
import dev.santokit.server.TestServer;
import dev.santokit.server.TestServer.Response;
import dev.santokit.server.TestTokens;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Rows and columns of selects, to the letter, for each kind of caller. */
class SelectTest {

  private static TestServer server;

  @BeforeAll
  static void start() {
    TestPostgres database = Shop.database();
    server = Shop.server(database).start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String rows(String table, String params, @Nullable String token) {
    Response response = select(table, params, token);
    assertThat(response.status()).as(response.toString()).isEqualTo(200);
    return response.body();
  }

  private static Response select(String table, String params, @Nullable String token) {
    return server.call("crud/main/" + table + "/select", params, token);
  }

  private static void assertRefused(Response response, int status, String message) {
    assertThat(response.status()).as(response.toString()).isEqualTo(status);
    assertThat(response.message()).isEqualTo(message);
  }

  private static final String POST_1 =
      "{\"id\":1,\"author_id\":\"%s\",\"title\":\"one\",\"slug\":\"p-1\",%s\"status\":\"new\",\"tags\":[\"a\",\"b\"],\"meta\":{\"k\": 1},\"rank\":1,%s\"_views\":0,\"updated_at\":null}";
  private static final String POST_2 =
      "{\"id\":2,\"author_id\":\"%s\",\"title\":\"two\",\"slug\":\"p-2\",%s\"status\":\"new\",\"tags\":null,\"meta\":null,\"rank\":2,%s\"_views\":0,\"updated_at\":null}";

  private static String post1(boolean own) {
    return POST_1.formatted(
        Shop.ALICE, own ? "\"draft\":\"draft-1\"," : "", own ? "\"s_margin\":10," : "");
  }

  private static String post2(boolean own) {
    return POST_2.formatted(
        Shop.BOB, own ? "\"draft\":\"draft-2\"," : "", own ? "\"s_margin\":20," : "");
  }

  @Test
  void anyone_sees_public_rows_without_the_columns_of_their_owners() {
    assertThat(rows("posts", "{\"orderBy\": {\"id\": \"asc\"}}", null))
        .isEqualTo("[" + post1(false) + "," + post2(false) + "]");
  }

  @Test
  void an_owner_sees_columns_of_owners_in_own_rows_alone() {
    assertThat(rows("posts", "{\"orderBy\": {\"id\": \"asc\"}}", Shop.ALICES_TOKEN))
        .isEqualTo("[" + post1(true) + "," + post2(false) + "]");
    assertThat(rows("posts", "{\"orderBy\": {\"id\": \"asc\"}}", Shop.BOBS_TOKEN))
        .isEqualTo("[" + post1(false) + "," + post2(true) + "]");
  }

  @Test
  void a_role_that_no_rule_names_changes_nothing_and_an_admin_sees_all_that_owners_see() {
    assertThat(rows("posts", "{\"orderBy\": {\"id\": \"asc\"}}", Shop.EDITORS_TOKEN))
        .isEqualTo("[" + post1(false) + "," + post2(false) + "]");
    assertThat(rows("posts", "{\"orderBy\": {\"id\": \"asc\"}}", Shop.ADMINS_TOKEN))
        .isEqualTo("[" + post1(true) + "," + post2(true) + "]");
  }

  @Test
  void a_role_that_is_called_owner_is_none() {
    assertThat(rows("posts", "{\"orderBy\": {\"id\": \"asc\"}}", TestTokens.of(Shop.ERIN, "owner")))
        .isEqualTo("[" + post1(false) + "," + post2(false) + "]");
  }
}
