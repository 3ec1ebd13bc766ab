package dev.santokit.server.crud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.server.TestServer;
import dev.santokit.server.TestServer.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever may not see a value cannot find it out by asking about it: pitfall 9. */
class HiddenValuesTest {

  private static final String BOBS_PHONE = "+41790000002";

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = Shop.server(Shop.database()).start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Response users(String params) {
    Response response =
        server.call("crud/main/users/select", params.replace('\'', '"'), Shop.ALICES_TOKEN);
    assertThat(response.status()).as(response.toString()).isEqualTo(200);
    return response;
  }

  /** What Alice, who knows how it is done, finds of a text: digit by digit. */
  private static String searched(String column) {
    var found = new StringBuilder();
    boolean more = true;
    while (more && found.length() < 20) {
      more = false;
      for (char c : "+0123456789".toCharArray()) {
        String where =
            "{'select': ['name'], 'where': {'email': 'bob@x.test', '%s': {'like': '%s%s%%'}}}"
                .formatted(column, found, c);
        if (!users(where).body().equals("[]")) {
          found.append(c);
          more = true;
          break;
        }
      }
    }
    return found.toString();
  }

  @Test
  void pitfall_9_a_phone_number_is_not_found_digit_by_digit() {
    assertThat(searched("s_phone")).isEmpty();
  }

  @Test
  void the_search_would_find_what_can_be_seen() {
    String own =
        server
            .call(
                "crud/main/users/select",
                "{\"select\": [\"s_phone\"], \"where\": {\"s_phone\": {\"like\": \"+4179%\"}}}",
                Shop.BOBS_TOKEN)
            .body();
    assertThat(own).isEqualTo("[{\"s_phone\":\"" + BOBS_PHONE + "\"}]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'s_phone': '+41790000002'}",
        "{'s_phone': {'gt': '+41790000001'}}",
        "{'s_phone': {'gte': '+41790000002'}}",
        "{'s_phone': {'lt': '+9'}, 'name': 'Bob'}",
        "{'s_phone': {'ne': '+41790000001'}}",
        "{'s_phone': {'notIn': ['x']}, 'name': 'Bob'}",
        "{'s_phone': ['+41790000002']}",
        "{'s_phone': {'isNull': false}, 'name': 'Bob'}",
        "{'not': {'s_phone': {'ilike': 'x%'}}, 'name': 'Bob'}",
        "{'not': {'or': [{'s_phone': 'x'}, {'s_phone': null}]}, 'name': 'Bob'}",
      })
  void a_condition_on_a_hidden_value_finds_and_counts_nothing(String where) {
    Response response = users("{'select': ['name'], 'count': true, 'where': " + where + "}");
    assertThat(response.body()).isEqualTo("[]");
    assertThat(response.header("X-Total-Count")).isEqualTo("0");
  }

  @Test
  void a_hidden_value_is_null_to_whoever_asks() {
    assertThat(users("{'select': ['name'], 'where': {'s_phone': null}}").body())
        .isEqualTo("[{\"name\":\"Bob\"}]");
  }

  @Test
  void rows_whose_values_are_hidden_sort_as_if_they_had_none() {
    String names = "[{\"name\":\"Alice\"},{\"name\":\"Bob\"}]";
    assertThat(users("{'select': ['name'], 'orderBy': [['s_phone', 'asc']]}").body())
        .isEqualTo(names);
    // Bob's is the larger one, and yet NULL comes first here.
    assertThat(
            users("{'select': ['name'], 'orderBy': [['s_phone', 'desc'], ['name', 'asc']]}").body())
        .isEqualTo("[{\"name\":\"Bob\"},{\"name\":\"Alice\"}]");
    server.call("crud/main/users/select", "{}", Shop.BOBS_TOKEN);
    assertThat(
            server
                .call(
                    "crud/main/users/select",
                    "{\"select\":[\"name\"],\"orderBy\":[[\"s_phone\",\"asc\"]]}",
                    Shop.BOBS_TOKEN)
                .body())
        .isEqualTo("[{\"name\":\"Bob\"},{\"name\":\"Alice\"}]");
  }

  @Test
  void an_include_tells_no_more_than_a_select() {
    String include =
        "{'select': ['id'], 'orderBy': {'id': 'asc'}, 'include': {'author': {'select': ['name', 's_phone'], 'where': %s}}}";
    Response response =
        server.call(
            "crud/main/posts/select",
            include.formatted("{'s_phone': {'like': '+41%'}}").replace('\'', '"'),
            Shop.ALICES_TOKEN);
    assertThat(response.body())
        .isEqualTo(
            "[{\"id\":1,\"author\":{\"name\":\"Alice\",\"s_phone\":\"+41790000001\"}},"
                + "{\"id\":2,\"author\":null}]");
  }

  @Test
  void rows_that_are_hidden_are_not_counted() {
    Response response =
        server.call(
            "crud/main/settings/select",
            "{\"count\": true, \"where\": {\"theme\": \"dark\"}}",
            Shop.BOBS_TOKEN);
    assertThat(response.body()).isEqualTo("[]");
    assertThat(response.header("X-Total-Count")).isEqualTo("0");
  }
}
