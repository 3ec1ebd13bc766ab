package dev.santokit.server.crud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.server.TestPostgres;
import dev.santokit.server.TestServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Functions that answer in the place of an operation on a table. */
class OverrideTest {

  private static TestServer server;

  @BeforeAll
  static void start() {
    TestPostgres database = Shop.database();
    server =
        Shop.server(database)
            .database("other", TestPostgres.with("CREATE TABLE posts (id int PRIMARY KEY)"))
            .sql(
                "posts/select",
                "{least: {type: int, required: true}}",
                "SELECT id, c_secret FROM posts WHERE id >= :least ORDER BY id")
            .logic(
                "closed/insert.js",
                "/* ---\naccess: editor\n--- */\n"
                    + "export default async (params) => ({got: params});")
            .sql("posts/list", "{}", "SELECT 1 AS one")
            .sql("ghosts/select", "{}", "SELECT 'boo' AS says")
            .start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String call(String path, String params, @Nullable String token) {
    return Shop.seen(server.call(path, params, token));
  }

  @Test
  void it_answers_at_the_path_of_the_operation_and_at_its_own() {
    String rows = "200 [{\"id\":1,\"c_secret\":\"secret-1\"},{\"id\":2,\"c_secret\":\"secret-2\"}]";
    assertThat(call("crud/main/posts/select", "{\"least\": 1}", null)).isEqualTo(rows);
    assertThat(call("posts/select", "{\"least\": 1}", null)).isEqualTo(rows);
  }

  @Test
  void its_own_parameters_hold() {
    assertThat(call("crud/main/posts/select", "{}", null))
        .startsWith("400 VALIDATION_ERROR Missing required parameter: least");
    assertThat(call("crud/main/posts/select", "{\"least\": 1, \"where\": {}}", null))
        .startsWith("400 ");
  }

  @Test
  void its_own_access_holds_where_the_table_is_closed() {
    assertThat(call("crud/main/closed/insert", "{}", null)).startsWith("401 ");
    assertThat(call("crud/main/closed/insert", "{}", Shop.ADMINS_TOKEN)).startsWith("403 ");
    assertThat(call("crud/main/closed/insert", "{}", Shop.EDITORS_TOKEN))
        .isEqualTo("200 {\"got\":{}}");
  }

  @Test
  void other_operations_of_the_table_are_as_they_were() {
    assertThat(call("crud/main/closed/select", "{}", Shop.EDITORS_TOKEN)).startsWith("403 ");
    assertThat(call("crud/main/posts/list", "{}", Shop.EDITORS_TOKEN))
        .startsWith("400 VALIDATION_ERROR Invalid CRUD operation: list");
  }

  @Test
  void without_the_table_it_is_only_a_function() {
    assertThat(call("ghosts/select", "{}", null)).isEqualTo("200 [{\"says\":\"boo\"}]");
    assertThat(call("crud/main/ghosts/select", "{}", Shop.ADMINS_TOKEN)).startsWith("404 ");
  }

  @Test
  void the_same_table_of_another_database_keeps_its_own_rules() {
    assertThat(call("crud/other/posts/select", "{\"least\": 1}", null)).startsWith("400 ");
    assertThat(call("crud/other/posts/select", "{}", null)).isEqualTo("200 []");
  }

  @Test
  void a_project_without_permissions_may_have_one() {
    TestPostgres database = Shop.database();
    try (var bare = TestServer.with(database).sql("posts/select", "{}", "SELECT 7 AS n").start()) {
      assertThat(Shop.seen(bare.call("crud/main/posts/select", "{}"))).isEqualTo("200 [{\"n\":7}]");
      assertThat(Shop.seen(bare.call("crud/main/posts/insert", "{}"))).startsWith("401 ");
    }
  }
}
