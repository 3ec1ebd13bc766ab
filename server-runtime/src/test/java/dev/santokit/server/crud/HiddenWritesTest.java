package dev.santokit.server.crud;

import static dev.santokit.server.crud.Shop.ALICES_TOKEN;
import static dev.santokit.server.crud.Shop.BOBS_TOKEN;
import static dev.santokit.server.crud.Shop.EDITORS_TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.server.TestPostgres;
import dev.santokit.server.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that a caller may not see are found by no write either. */
class HiddenWritesTest {

  private static TestPostgres database;
  private static TestServer server;

  @BeforeAll
  static void start() {
    database = Shop.database();
    server =
        Shop.server(database)
            .permissions(
                Shop.PERMISSIONS.replace(
                    "users: {select: [authenticated], insert: [authenticated], "
                        + "update: [owner, admin], delete: [owner, admin]}",
                    "users: {select: [authenticated], insert: [authenticated], "
                        + "update: [owner, editor], delete: [owner, editor]}"))
            .start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void fill() {
    Shop.fill(database);
  }

  private static String call(String operation, String params, String token) {
    return Shop.seen(server.call("crud/main/users/" + operation, params, token));
  }

  /** Binary search: digit by digit, does a write count the row? */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"s_phone\": {\"gte\": \"%s\"}}",
        "{\"s_phone\": {\"lt\": \"%s\"}}",
        "{\"s_phone\": {\"like\": \"%s%%\"}}",
        "{\"not\": {\"s_phone\": {\"lt\": \"%s\"}}}",
        "{\"or\": [{\"s_phone\": {\"gte\": \"%s\"}}, {\"s_phone\": {\"isNull\": false}}]}",
        "{\"s_phone\": {\"notIn\": [\"%s\"]}}",
      })
  void a_phone_number_is_not_found_by_which_rows_a_write_reaches(String where) {
    // An editor may change all users, and see the phone number of none of them.
    String below = where.formatted("+41790000001");
    String above = where.formatted("+5");
    for (String operation : new String[] {"update", "delete"}) {
      String data = operation.equals("update") ? ", \"data\": {\"name\": \"x\"}" : "";
      var one =
          server.call(
              "crud/main/users/" + operation, "{\"where\": " + below + data + "}", EDITORS_TOKEN);
      Shop.fill(database);
      var other =
          server.call(
              "crud/main/users/" + operation, "{\"where\": " + above + data + "}", EDITORS_TOKEN);
      Shop.fill(database);
      assertThat(Shop.seen(one)).isEqualTo(Shop.seen(other));
      assertThat(one.header("X-Rows-Affected")).isEqualTo(other.header("X-Rows-Affected"));
    }
  }

  @Test
  void ones_own_is_found() {
    assertThat(
            call(
                "update",
                "{\"where\": {\"s_phone\": {\"gte\": \"+4\"}}, \"data\": {\"name\": \"x\"}}",
                ALICES_TOKEN))
        .startsWith("200 [{\"id\":\"alice\"");
  }

  @Test
  void a_conflict_names_its_constraint_to_those_alone_who_see_its_columns() {
    assertThat(
            call(
                "update",
                "{\"where\": {\"email\": \"bob@x.test\"}, \"data\": {\"email\": \"alice@x.test\"}}",
                BOBS_TOKEN))
        .isEqualTo(
            "409 CONFLICT A value that must be unique exists already: users_email_key "
                + "{\"constraint\":\"users_email_key\",\"columns\":[\"email\"]}");
    assertThat(
            call(
                "update",
                "{\"where\": {\"email\": \"bob@x.test\"}, \"data\": {\"s_phone\": \"+41790000001\"}}",
                BOBS_TOKEN))
        .isEqualTo("409 CONFLICT A value that must be unique exists already");
    assertThat(
            Shop.seen(
                server.call(
                    "crud/main/comments/insert",
                    "{\"data\": {\"post_id\": 99, \"body\": \"x\"}}",
                    ALICES_TOKEN)))
        .isEqualTo(
            "409 CONFLICT A row that is referred to is missing, or still referred to: "
                + "comments_post_id_fkey "
                + "{\"constraint\":\"comments_post_id_fkey\",\"columns\":[\"post_id\"]}");
  }

  @Test
  void a_refused_value_names_columns_that_the_caller_knows() {
    assertThat(
            Shop.seen(
                server.call("crud/main/posts/insert", "{\"data\": {\"rank\": 1}}", ALICES_TOKEN)))
        .isEqualTo("400 VALIDATION_ERROR title is required {\"column\":\"title\"}");
  }

  @Test
  void the_database_s_own_words_are_not_in_the_answer() {
    assertThat(
            call(
                "update", "{\"all\": true, \"data\": {\"email\": \"same@x.test\"}}", EDITORS_TOKEN))
        .doesNotContain("alice", "bob", "Key", "relation", "violates", "+4179", "hash");
  }
}
