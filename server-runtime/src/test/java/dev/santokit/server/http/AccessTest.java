package dev.santokit.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.server.TestServer;
import dev.santokit.server.TestServer.Response;
import dev.santokit.server.TestTokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who may call what, in the order in which it is checked. */
class AccessTest {

  private static final String OK = "export default (params) => 'ok'";

  private static TestServer server;

  @BeforeAll
  static void start() {
    server =
        TestServer.withoutDatabase()
            .js("open/get", OK)
            .logic("closed/get.js", "/* ---\naccess: authenticated\n--- */\n" + OK)
            .logic("silent/get.js", OK)
            .logic("jsdoc/get.js", "/**\n * access: authenticated\n */\n" + OK)
            .logic("editors/get.js", "/* ---\naccess: [editor, chief]\n--- */\n" + OK)
            .js("orders/_price", OK)
            .logic(
                "needs/id.js", "/* ---\nparams: {id: {type: uuid, required: true}}\n--- */\n" + OK)
            .start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static void assertRefused(Response response, int status, String code, String message) {
    assertThat(response.status()).as(response.toString()).isEqualTo(status);
    assertThat(response.code()).isEqualTo(code);
    assertThat(response.message()).isEqualTo(message);
  }

  @Test
  void anyone_may_call_a_public_function() {
    assertThat(server.call("open/get", "{}").body()).isEqualTo("\"ok\"");
  }

  @Test
  void pitfall_1_access_in_a_jsdoc_header_counts() {
    assertRefused(
        server.call("jsdoc/get", "{}"), 401, "AUTHENTICATION_ERROR", "Authentication required");
    assertThat(server.call("jsdoc/get", "{}", TestTokens.of("u1")).status()).isEqualTo(200);
  }

  @Test
  void pitfall_2_a_function_that_does_not_say_who_may_call_it_is_not_public() {
    assertRefused(
        server.call("silent/get", "{}"), 401, "AUTHENTICATION_ERROR", "Authentication required");
    assertThat(server.call("silent/get", "{}", TestTokens.of("u1")).status()).isEqualTo(200);
  }

  @Test
  void one_role_of_the_list_is_enough_and_none_is_not() {
    assertThat(server.call("editors/get", "{}", TestTokens.of("u1", "chief")).status())
        .isEqualTo(200);
    assertRefused(
        server.call("editors/get", "{}", TestTokens.of("u1", "Editor")),
        403,
        "AUTHORIZATION_ERROR",
        "Permission denied for editors/get");
    assertRefused(
        server.call("editors/get", "{}"), 401, "AUTHENTICATION_ERROR", "Authentication required");
  }

  @Test
  void pitfall_16_a_private_path_is_403_whether_or_not_it_exists() {
    for (String path : new String[] {"orders/_price", "orders/_nope", "_x/y", "a/_b/c", "_"}) {
      for (String token : new String[] {null, TestTokens.of("u1", "admin"), "garbage"}) {
        assertRefused(
            server.call(path, "{}", token),
            403,
            "AUTHORIZATION_ERROR",
            "Permission denied for " + path + ": it is private");
      }
    }
  }

  @Test
  void pitfall_40_a_token_that_is_present_and_invalid_is_401_even_on_a_public_function() {
    assertRefused(
        server.call("open/get", "{}", "garbage"),
        401,
        "AUTHENTICATION_ERROR",
        "The token is invalid");
    String expired = TestTokens.signed("{\"sub\": \"u1\", \"exp\": 1}");
    Response response = server.call("open/get", "{}", expired);
    assertRefused(response, 401, "AUTHENTICATION_ERROR", "The token has expired");
    assertThat(response.header("WWW-Authenticate")).isEqualTo("Bearer");
  }

  @Test
  void an_unknown_path_is_404_for_everyone_but_bad_tokens_come_first() {
    assertRefused(server.call("no/where", "{}"), 404, "NOT_FOUND", "Function not found: no/where");
    assertThat(server.call("no/where", "{}", TestTokens.of("u1")).status()).isEqualTo(404);
    assertThat(server.call("no/where", "{}", "garbage").status()).isEqualTo(401);
  }

  @Test
  void access_comes_before_parameters() {
    assertThat(server.call("needs/id", "{\"id\": 5}").status()).isEqualTo(401);
    Response missing = server.call("needs/id", "{}", TestTokens.of("u1"));
    assertRefused(missing, 400, "VALIDATION_ERROR", "Missing required parameter: id");
    assertThat(missing.json().at("/error/details/parameter").asText()).isEqualTo("id");
  }

  @Test
  void a_path_under_crud_ends_with_an_operation_and_tables_are_no_ones_without_permissions() {
    assertRefused(
        server.call("crud/main/users/drop", "{}"),
        400,
        "VALIDATION_ERROR",
        "Invalid CRUD operation: drop");
    assertRefused(
        server.call("crud/main/users/select", "{}"),
        401,
        "AUTHENTICATION_ERROR",
        "Authentication required");
    assertRefused(
        server.call("crud/main/users/select", "{}", TestTokens.of("u1")),
        403,
        "AUTHORIZATION_ERROR",
        "Permission denied for table users");
  }
}
