package dev.santokit.server.js;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.santokit.server.TestServer;
import dev.santokit.server.TestServer.Response;
import dev.santokit.server.TestTokens;
import dev.santokit.server.event.ServerEvent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Functions that ask other servers. What may be asked at all stands with the fetch package. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class JsFetchTest {

  private static final List<Map<String, List<String>>> HEADERS = new CopyOnWriteArrayList<>();
  private static final CyclicBarrier TOGETHER = new CyclicBarrier(2);

  private static HttpServer other;
  private static String base;

  @BeforeAll
  static void start() throws IOException {
    other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    other.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    other.createContext("/", JsFetchTest::serve);
    other.start();
    base = "http://127.0.0.1:" + other.getAddress().getPort();
  }

  @AfterAll
  static void stop() {
    other.stop(0);
  }

  private static void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      HEADERS.add(exchange.getRequestHeaders());
      byte[] sent = exchange.getRequestBody().readAllBytes();
      byte[] body =
          switch (exchange.getRequestURI().getPath()) {
            case "/json" -> "\ufeff{\"n\": 1}".getBytes(StandardCharsets.UTF_8);
            case "/bytes" -> new byte[] {0, (byte) 0xff, 10};
            case "/echo" -> sent;
            case "/together" -> {
              TOGETHER.await(20, TimeUnit.SECONDS);
              yield new byte[0];
            }
            case "/silent" -> {
              Thread.sleep(60_000);
              yield sent;
            }
            default -> new byte[0];
          };
      exchange.getResponseHeaders().add("X-Kind", "one");
      exchange.getResponseHeaders().add("X-Kind", "two");
      exchange.sendResponseHeaders(
          exchange.getRequestURI().getPath().equals("/missing") ? 404 : 200,
          body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    } catch (Exception gone) {
      throw new IOException(gone);
    }
  }

  private static TestServer.Builder server(String body) {
    return TestServer.withoutDatabase()
        .egress(base.substring("http://".length()))
        .js(
            "a/b",
            "export default async function (params, context) {\n  const base = '%s';\n%s\n}"
                .formatted(base, body));
  }

  private static Response result(String body) {
    try (var server = server(body).start()) {
      return server.call("a/b", "{}");
    }
  }

  @Test
  void a_function_reads_what_another_server_answers() {
    assertThat(
            result(
                    """
                    const json = await context.fetch(base + '/json');
                    const bytes = await context.fetch(base + '/bytes');
                    const missing = await fetch(base + '/missing');
                    return [json.status, json.ok, json.headers.get('X-KIND'), json.headers.has('x'),
                      await json.json(), [...new Uint8Array(await bytes.arrayBuffer())],
                      missing.status, missing.ok, await missing.text(), json.url === base + '/json'];
                    """)
                .body())
        .isEqualTo("[200,true,\"one, two\",false,{\"n\":1},[0,255,10],404,false,\"\",true]");
  }

  @Test
  void and_sends_texts_and_bytes() {
    assertThat(
            result(
                    """
                    const text = await fetch(base + '/echo', { method: 'post', body: 'é😀' });
                    const bytes = await fetch(base + '/echo',
                      { method: 'PUT', body: new Uint8Array([1, 2, 255]).subarray(1) });
                    return [await text.text(), [...new Uint8Array(await bytes.arrayBuffer())]];
                    """)
                .body())
        .isEqualTo("[\"é😀\",[2,255]]");
  }

  @Test
  void nothing_of_the_request_from_outside_goes_along() {
    HEADERS.clear();
    try (var server =
        server("await fetch(base + '/', { headers: [['x-own', '1']] }); return 1;").start()) {
      server.send(
          server
              .post("{\"path\": \"a/b\"}")
              .header("Authorization", "Bearer " + TestTokens.of("7"))
              .header("Cookie", "session=1")
              .header("X-Request-ID", "mine"));
    }
    assertThat(HEADERS)
        .singleElement()
        .satisfies(headers -> {
          assertThat(headers).containsKey("X-own");
          assertThat(headers).doesNotContainKeys("Authorization", "Cookie", "X-request-id");
        });
  }

  @Test
  void several_requests_are_under_way_at_once() {
    assertThat(
            result(
                    """
                    const both = await Promise.all([fetch(base + '/together'), fetch(base + '/together')]);
                    return both.map(response => response.status);
                    """)
                .body())
        .isEqualTo("[200,200]");
  }

  @Test
  void more_than_may_be_under_way_at_once_wait_for_each_other() {
    assertThat(
            result(
                    """
                    const many = Array.from({ length: 40 }, (_, i) =>
                      fetch(base + '/echo', { method: 'POST', body: String(i) }).then(r => r.text()));
                    return (await Promise.all(many)).join();
                    """)
                .body())
        .isEqualTo(
            "\"0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,"
                + "31,32,33,34,35,36,37,38,39\"");
  }

  @Test
  void a_body_is_read_once() {
    assertThat(
            result(
                    """
                    const response = await fetch(base + '/json');
                    await response.text();
                    try { await response.text(); } catch (error) { return [error.name, response.bodyUsed]; }
                    """)
                .body())
        .isEqualTo("[\"TypeError\",true]");
  }

  @Test
  void a_server_that_is_not_named_is_an_error_that_can_be_caught() {
    assertThat(
            result(
                    """
                    try { await context.fetch('https://other.example/?key=1'); }
                    catch (error) { return `${error.name}: ${error.message}`; }
                    """)
                .body())
        .isEqualTo("\"TypeError: fetch: other.example:443 is not in the project's egress\"");
  }

  @Test
  void one_that_nobody_catches_is_an_internal_error_and_in_the_log() {
    try (var server = server("await fetch('https://other.example/')").start()) {
      assertThat(server.call("a/b", "{}").message()).isEqualTo("Internal error");
      assertThat(server.events(ServerEvent.FunctionThrew.class))
          .singleElement()
          .satisfies(threw ->
              assertThat(threw.stack())
                  .contains("other.example:443 is not in the project's egress"));
    }
  }

  @Test
  void a_call_whose_time_is_over_while_it_waits_is_a_timeout_and_others_go_on() {
    try (var server =
        server("await fetch(base + '/silent')")
            .js("a/fine", "export default () => 'fine'")
            .callTimeout(Duration.ofMillis(300))
            .start()) {
      assertThat(server.call("a/b", "{}").code()).isEqualTo("TIMEOUT");
      assertThat(server.call("a/fine", "{}").body()).isEqualTo("\"fine\"");
    }
  }

  @Test
  void what_is_not_awaited_is_given_up_when_the_function_returns() {
    assertThat(result("fetch(base + '/silent'); return 1;").body()).isEqualTo("1");
  }

  @Test
  void a_module_cannot_fetch_while_it_is_loaded() {
    try (var server = server("return 1").start()) {
      server.edit(
          "a/b.js",
          "/* ---\naccess: public\n--- */\nawait fetch('https://x/');\nexport default () => 1;");
      server.release(2);
      Awaitility.await().until(() -> !server.events(ServerEvent.ReleaseRefused.class).isEmpty());
      assertThat(server.events(ServerEvent.ReleaseRefused.class).getFirst().problems().getFirst())
          .contains("a module cannot fetch while it is loaded");
    }
  }
}
