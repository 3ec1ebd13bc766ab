package dev.santokit.server.wasm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.server.TestServer;
import dev.santokit.server.TestServer.Response;
import dev.santokit.server.TestTokens;
import dev.santokit.server.call.Invocation.LogLevel;
import dev.santokit.server.event.ServerEvent;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a module of either convention gets and what becomes of what it gives, over HTTP. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WasmCallTest {

  private static final String BRIEF =
      "access: public\nparams: {do: {type: string}}\ntimeout: 200ms\n";

  private static TestServer server;

  @BeforeAll
  static void start() {
    server =
        TestServer.withoutDatabase()
            .wasm("w/handler", Modules.named("handler"))
            .wasm("w/_private", Modules.named("handler"))
            .wasm("w/command", Modules.named("command"))
            .wasm("w/brief_handler", Modules.named("handler"))
            .logic("w/brief_handler.yaml", BRIEF)
            .wasm("w/brief_command", Modules.named("command"))
            .logic("w/brief_command.yaml", BRIEF)
            .js("w/js", "export default () => ({ from: 'js' });")
            .js(
                "w/outer",
                "export default (params, context) => context.invoke('w/handler', { do: 'e' });")
            .start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Response handler(String letter) {
    return server.call("w/handler", "{\"do\": \"" + letter + "\"}");
  }

  private static Response command(String letter) {
    return server.call("w/command", "{\"do\": \"" + letter + "\"}");
  }

  private static void fails_and_the_log_says(Response response, String what) {
    assertThat(response.status()).isEqualTo(500);
    assertThat(response.code()).isEqualTo("INTERNAL_ERROR");
    assertThat(response.message()).isEqualTo("Internal error");
    assertThat(thrown()).last().asString().contains(what);
  }

  private static List<String> thrown() {
    return server.events(ServerEvent.FunctionThrew.class).stream()
        .map(ServerEvent.FunctionThrew::stack)
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"w/handler", "w/command"})
  void a_module_gets_parameters_and_request_as_JSON_and_its_JSON_is_the_answer(String path) {
    var response = server.call(path, "{\"do\": \"echo\"}", TestTokens.of("ada", "editor"));
    assertThat(response.status()).isEqualTo(200);
    var json = response.json();
    assertThat(json.path("params").toString()).isEqualTo("{\"do\":\"echo\"}");
    assertThat(json.path("request").path("method").asText()).isEqualTo("POST");
    assertThat(json.path("request").path("path").asText()).isEqualTo("/call");
    assertThat(json.path("request").path("user").path("id").asText()).isEqualTo("ada");
    assertThat(json.path("request").path("user").path("roles").toString())
        .isEqualTo("[\"editor\"]");
    assertThat(json.path("request").path("requestId").asText())
        .isEqualTo(response.header("X-Request-ID"));
    assertThat(json.path("request").path("headers").has("authorization")).isFalse();
  }

  @Test
  void nothing_is_null() {
    assertThat(handler("m").body()).isEqualTo("null");
    assertThat(command("-").body()).isEqualTo("null");
  }

  @Test
  void an_error_with_a_status_is_the_answer() {
    var response = handler("x");
    assertThat(response.status()).isEqualTo(404);
    assertThat(response.code()).isEqualTo("NO_SUCH_THING");
    assertThat(response.message()).isEqualTo("not here");
    assertThat(response.json().path("error").path("details").toString()).isEqualTo("{\"a\":1}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"y | {\"error\": \"a word\"}", "z | {\"error\": {\"status\": 404}, \"and\": 1}"})
  void what_only_looks_like_an_error_is_a_result(String letter, String body) {
    var response = handler(letter);
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.body()).isEqualTo(body);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "j | its answer is no JSON: ",
        "8 | its answer is no JSON: it is not UTF-8",
        "u | unreachable",
        "d | divide by zero",
        "c | uninitialized element",
        "r | call stack exhausted",
        "o | out of bounds memory access",
        "O | out of bounds memory access",
        "p | santokit.db_query: the request is no JSON: ",
        "P | out of bounds memory access",
        "W | santokit.log: the level is none of 0, 1, 2 and 3",
      })
  void whatever_else_goes_wrong_is_500_and_the_log_says_what(String letter, String what) {
    fails_and_the_log_says(handler(letter), what);
  }

  @ParameterizedTest
  @CsvSource({"handler, n", "handler, b", "command, o"})
  void an_answer_larger_than_answers_may_be_is_refused(String function, String letter) {
    var response = server.call("w/" + function, "{\"do\": \"" + letter + "\"}");
    assertThat(response.status()).isEqualTo(500);
    assertThat(response.code()).isEqualTo("RESULT_TOO_LARGE");
  }

  @ParameterizedTest
  @CsvSource({"handler, l", "handler, L", "command, l"})
  void a_call_that_does_not_end_is_cut(String function, String letter) {
    long began = System.nanoTime();
    var response = server.call("w/brief_" + function, "{\"do\": \"" + letter + "\"}");
    assertThat(response.status()).isEqualTo(504);
    assertThat(response.code()).isEqualTo("TIMEOUT");
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
    assertThat(handler("m").status()).isEqualTo(200);
  }

  @Test
  void memory_ends_where_the_server_says() {
    int pages = MemoryCap.of(Runtime.getRuntime().maxMemory(), threads()).pages();
    assertThat(handler("g").body()).isEqualTo(Integer.toString(pages));
    // What the calls of one tree have, they have together: 102 pages are taken.
    assertThat(handler("G").json().path("result").asInt()).isEqualTo(pages - 102);
  }

  private static int threads() {
    return 2 * Runtime.getRuntime().availableProcessors();
  }

  @Test
  void tables_end_at_100000_entries() {
    assertThat(handler("t").body()).isEqualTo("99001");
  }

  @Test
  void nothing_that_one_call_leaves_is_seen_by_the_next() {
    // Once in memory, once in a global, one entry more in a table, and a segment not yet dropped.
    for (int call = 0; call < 3; call++) {
      assertThat(handler("s").body()).isEqualTo("112");
    }
  }

  @Test
  void a_module_invokes_private_functions_and_gets_what_they_answer() {
    assertThat(handler("i").json().path("result").path("params").toString())
        .isEqualTo("{\"do\":\"e\"}");
    assertThat(handler("J").body()).isEqualTo("{\"result\":{\"from\":\"js\"}}");
  }

  @Test
  void javascript_invokes_a_module() {
    assertThat(server.call("w/outer", "{}").json().path("params").toString())
        .isEqualTo("{\"do\":\"e\"}");
  }

  @Test
  void modules_invoke_each_other_sixteen_deep() {
    // Each answers with the reply as it is, and so with the error of the innermost.
    var response = handler("I");
    assertThat(response.status()).isEqualTo(400);
    assertThat(response.message()).isEqualTo("Functions invoke each other more than 16 deep");
  }

  @Test
  void a_database_that_is_not_there_is_an_error_that_the_module_sees() {
    // It answers with the reply as it is, and so with the error.
    assertThat(handler("a").code()).isEqualTo("INTERNAL_ERROR");
  }

  @Test
  void what_a_module_logs_is_in_the_log() {
    handler("w");
    assertThat(server.events(ServerEvent.FunctionSays.class))
        .anySatisfy(said -> {
          assertThat(said.level()).isEqualTo(LogLevel.INFO);
          assertThat(said.text()).isEqualTo("hello from “wasm”");
        });
  }

  @Test
  void a_command_that_exits_with_an_error_is_500_and_the_log_has_its_standard_error() {
    fails_and_the_log_says(command("x"), "it exits with code 3");
    assertThat(server.events(ServerEvent.FunctionSays.class))
        .filteredOn(said -> said.level() == LogLevel.WARN)
        .extracting(ServerEvent.FunctionSays::text)
        .contains("first line", "second");
  }

  @Test
  void a_command_that_exits_without_an_error_has_answered() {
    assertThat(command("z").body()).isEqualTo("{\"printed\": true}");
  }

  @ParameterizedTest
  @CsvSource({
    // a file and a folder: not allowed, no such descriptor
    "p, 76",
    "q, 8",
    // no environment, no arguments
    "v, 0",
    // no sleep
    "s, 76",
    // clocks and random numbers
    "c, true",
    "r, true",
    // standard output is a stream
    "f, 2",
  })
  void a_command_has_streams_clocks_and_random_numbers_and_nothing_else(
      String letter, String answer) {
    assertThat(command(letter).body()).isEqualTo(answer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"R", "W"})
  void a_length_beyond_memory_ends_the_call_and_costs_nothing(String letter) {
    fails_and_the_log_says(command(letter), "out of bounds memory access");
  }

  @Test
  void a_parameter_that_is_not_declared_is_refused_as_for_any_function() {
    var response = server.call("w/handler", "{\"other\": 1}");
    assertThat(response.status()).isEqualTo(400);
    assertThat(response.code()).isEqualTo("VALIDATION_ERROR");
  }

  @Test
  void a_private_module_is_not_called_from_outside() {
    assertThat(server.call("w/_private", "{}").status()).isEqualTo(403);
  }
}
