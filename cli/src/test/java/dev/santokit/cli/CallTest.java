package dev.santokit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.santokit.cli.terminal.ExitCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a server that says what the test tells it to; DevIT calls the real one. */
class CallTest {

  @TempDir Path folder;

  private final List<String> requests = new ArrayList<>();
  private final List<String> authorizations = new ArrayList<>();
  private HttpServer server;
  private int status = 200;
  private String body = "[]";

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/call",
        exchange -> {
          requests.add(
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          authorizations.add(
              String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
          byte[] answer = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void it_prints_the_answer_and_nothing_else() {
    body = "[{\"id\":1}]";
    StkRun run = call(here(), "products/list").exits(ExitCode.DONE);
    assertThat(run.out()).isEqualTo("[{\"id\":1}]" + System.lineSeparator());
    assertThat(run.err()).isEmpty();
    assertThat(requests).containsExactly("{\"path\":\"products/list\",\"params\":{}}");
  }

  @Test
  void a_parameter_is_json_where_it_reads_as_json_and_a_string_otherwise() {
    call(here(), "a/b", "-p", "n=5", "-p", "s=five", "-p", "t=\"5\"", "--param", "l=[1,2]")
        .exits(ExitCode.DONE);
    call(here(), "a/b", "-p", "empty=", "-p", "id=2026-01-01", "-p", "x=1 2").exits(ExitCode.DONE);
    assertThat(requests)
        .containsExactly(
            "{\"path\":\"a/b\",\"params\":{\"n\":5,\"s\":\"five\",\"t\":\"5\",\"l\":[1,2]}}",
            "{\"path\":\"a/b\",\"params\":{\"empty\":\"\",\"id\":\"2026-01-01\",\"x\":\"1 2\"}}");
  }

  @Test
  void parameters_can_come_from_standard_input() {
    call(here().input("{\"id\": 10.50}"), "a/b", "--params", "-").exits(ExitCode.DONE);
    assertThat(requests).containsExactly("{\"path\":\"a/b\",\"params\":{\"id\":10.50}}");
  }

  @Test
  void what_is_no_object_is_a_usage_error() {
    call(here(), "a/b", "--params", "[1]").exits(ExitCode.USAGE).complains("not a JSON object");
    call(here(), "a/b", "--params", "{}", "-p", "a=1").exits(ExitCode.USAGE);
    assertThat(requests).isEmpty();
  }

  @Test
  void the_token_comes_from_the_environment_or_from_standard_input() {
    call(here().variable("STK_TOKEN", "t1"), "a/b").exits(ExitCode.DONE);
    call(here().input("t2\n"), "a/b", "--token", "-").exits(ExitCode.DONE);
    call(here(), "a/b").exits(ExitCode.DONE);
    assertThat(authorizations).containsExactly("Bearer t1", "Bearer t2", "null");
  }

  @Test
  void a_token_on_the_command_line_is_taken_with_a_warning() {
    StkRun run = call(here(), "a/b", "--token", "t3").exits(ExitCode.DONE);
    assertThat(authorizations).containsExactly("Bearer t3");
    run.complains("seen by everyone on this machine");
    assertThat(run.out()).doesNotContain("seen by");
  }

  @Test
  void standard_input_holds_one_thing() {
    call(here().input("{}"), "a/b", "--params", "-", "--token", "-")
        .exits(ExitCode.USAGE)
        .complains("both from standard input");
    assertThat(requests).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "400, FAILED",
    "401, NOT_PERMITTED",
    "403, NOT_PERMITTED",
    "404, NOT_FOUND",
    "409, FAILED",
    "500, FAILED",
    "503, FAILED",
    "504, TIMED_OUT"
  })
  void a_refusal_has_an_exit_code_and_the_servers_words(int answered, ExitCode expected) {
    status = answered;
    body = "{\"error\":{\"code\":\"THE_CODE\",\"message\":\"why not\",\"requestId\":\"r-1\"}}";
    StkRun run =
        call(here(), "a/b")
            .exits(expected)
            .complains("why not [THE_CODE]")
            .complains("request r-1");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void an_answer_that_is_not_ours_is_said_to_be_so() {
    status = 502;
    body = "<html>bad gateway</html>";
    call(here(), "a/b").exits(ExitCode.FAILED).complains("answered 502 without a Santokit error");
  }

  @Test
  void a_server_that_is_not_there_is_said_to_be_so() {
    server.stop(0);
    call(here(), "a/b").exits(ExitCode.FAILED).complains("nothing listens at").complains("stk dev");
  }

  @Test
  void a_server_that_does_not_answer_is_given_up() {
    CountDownLatch end = new CountDownLatch(1);
    server.removeContext("/call");
    server.createContext(
        "/call",
        exchange -> {
          try {
            end.await();
          } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
          }
          exchange.close();
        });
    call(here(), "a/b", "--timeout", "100ms").exits(ExitCode.TIMED_OUT).complains("within 100ms");
    end.countDown();
  }

  @Test
  void an_address_that_is_none_is_a_usage_error() {
    here().stk("call", "a/b", "--url", "ftp://x").exits(ExitCode.USAGE).complains("ftp://x");
    here().stk("call", "a/b", "--url", ":::").exits(ExitCode.USAGE);
  }

  private StkRun.In here() {
    return StkRun.In.folder(folder);
  }

  private StkRun call(StkRun.In in, String... arguments) {
    List<String> line = new ArrayList<>(List.of("call"));
    line.addAll(List.of(arguments));
    line.addAll(List.of("--url", "http://127.0.0.1:" + server.getAddress().getPort() + "/"));
    return in.stk(line.toArray(String[]::new));
  }
}
