package dev.santokit.server.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.santokit.project.config.EgressHost;
import dev.santokit.project.network.AddressRule;
import dev.santokit.server.fetch.Fetching.Unreachable;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What logic may ask of other servers, and what it gets, over real connections. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FetchTest {

  private static final AddressRule IN_CLUSTER = AddressRule.inCluster(Set.of());
  private static final byte[] NOTHING = new byte[0];

  private static Vertx vertx;
  private static HttpServer server;
  private static int port;
  private static final List<String> SEEN = new CopyOnWriteArrayList<>();

  @BeforeAll
  static void start() throws IOException {
    vertx = Vertx.vertx();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", FetchTest::serve);
    server.start();
    port = server.getAddress().getPort();
  }

  @AfterAll
  static void stop() {
    server.stop(0);
    vertx.close();
  }

  private static void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().toString();
      var headers = exchange.getRequestHeaders();
      SEEN.add(
          exchange.getRequestMethod()
              + " "
              + path
              + " "
              + headers.getFirst("Authorization")
              + " "
              + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      if (path.startsWith("/to/")) {
        String[] parts = path.split("/", 4);
        exchange.getResponseHeaders().add("Location", "/" + parts[3]);
        exchange.sendResponseHeaders(Integer.parseInt(parts[2]), -1);
      } else if (path.startsWith("/away")) {
        exchange.getResponseHeaders().add("Location", exchange.getRequestURI().getQuery());
        exchange.sendResponseHeaders(302, -1);
      } else if (path.equals("/round")) {
        exchange.getResponseHeaders().add("Location", "/round");
        exchange.sendResponseHeaders(302, -1);
      } else if (path.equals("/large")) {
        exchange.sendResponseHeaders(200, 0);
        byte[] part = new byte[1 << 20];
        for (int i = 0; i < 11; i++) {
          exchange.getResponseBody().write(part);
        }
      } else if (path.equals("/torn")) {
        exchange.sendResponseHeaders(200, 100);
        exchange.getResponseBody().write(1);
        exchange.getResponseBody().flush();
      } else {
        exchange.getResponseHeaders().add("X-Seen", "a");
        exchange.getResponseHeaders().add("X-Seen", "b");
        byte[] body = ("at " + path).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(path.equals("/missing") ? 404 : 200, body.length);
        exchange.getResponseBody().write(body);
      }
    }
  }

  private static String url(String path) {
    return "http://127.0.0.1:" + port + path;
  }

  private static EgressHost entry(String host, int port, boolean isPrivate) {
    return new EgressHost(host, port, isPrivate);
  }

  private static FetchRequest get(String url) throws FetchRefused {
    return FetchRequest.of("GET", url, List.of(), NOTHING, "follow");
  }

  /** With the server of this test named, on a machine that may be reached. */
  private static FetchResponse answer(FetchRequest request) throws Exception {
    return answer(
        new Egress(List.of(entry("127.0.0.1", port, true)), AddressRule.ANYWHERE), request);
  }

  private static FetchResponse answer(Egress egress, FetchRequest request) throws Exception {
    return answer(egress, new HttpClientOptions(), request);
  }

  private static FetchResponse answer(Egress egress, HttpClientOptions trust, FetchRequest request)
      throws Exception {
    try (var fetcher = new HttpFetcher(vertx, egress, trust)) {
      var done = new CountDownLatch(1);
      Asking asking = fetcher.start(request, done::countDown);
      assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
      return asking.answer();
    }
  }

  @FunctionalInterface
  private interface Try {
    Object get() throws Exception;
  }

  private static void refuses(String what, Try it) {
    assertThatExceptionOfType(FetchRefused.class)
        .isThrownBy(it::get)
        .satisfies(refused -> assertThat(refused.what()).contains(what));
  }

  @Test
  void an_answer_has_status_headers_and_body() throws Exception {
    FetchResponse answer = answer(get(url("/x?y=1")));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).asString().isEqualTo("at /x?y=1");
    assertThat(answer.headers()).contains(Map.entry("x-seen", "a"), Map.entry("x-seen", "b"));
    assertThat(answer.redirected()).isFalse();
    assertThat(answer(get(url("/missing"))).status()).isEqualTo(404);
  }

  @Test
  void method_headers_and_body_arrive() throws Exception {
    SEEN.clear();
    answer(
        FetchRequest.of(
            "post",
            url("/in"),
            List.of(Map.entry("Authorization", "Bearer t")),
            "hello".getBytes(StandardCharsets.UTF_8),
            "follow"));
    assertThat(SEEN).containsExactly("POST /in Bearer t hello");
  }

  // Where to

  @Test
  void a_host_that_the_project_does_not_name_is_not_asked() throws Exception {
    SEEN.clear();
    var egress = new Egress(List.of(entry("127.0.0.1", port + 1, true)), AddressRule.ANYWHERE);
    refuses(
        "127.0.0.1:" + port + " is not in the project's egress",
        () -> answer(egress, get(url("/secret?key=k"))));
    assertThat(SEEN).isEmpty();
  }

  @Test
  void http_needs_an_entry_with_a_port_of_its_own() {
    var egress = new Egress(List.of(entry("localhost", 443, true)), AddressRule.ANYWHERE);
    refuses("localhost:80 is not in", () -> answer(egress, get("http://localhost/")));
    refuses("is asked by https", () -> answer(egress, get("http://localhost:443/")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost"})
  void an_address_of_this_machine_is_refused_unless_its_entry_and_the_server_admit_it(String host)
      throws Exception {
    String url = "http://" + host + ":" + port + "/";
    SEEN.clear();
    var without = new Egress(List.of(entry(host, port, false)), AddressRule.ANYWHERE);
    refuses("not one of the public internet", () -> answer(without, get(url)));
    var inCluster = new Egress(List.of(entry(host, port, true)), IN_CLUSTER);
    refuses("leads to this machine", () -> answer(inCluster, get(url)));
    assertThat(SEEN).isEmpty();
    var both = new Egress(List.of(entry(host, port, true)), AddressRule.ANYWHERE);
    assertThat(answer(both, get(url)).status()).isEqualTo(200);
  }

  @Test
  void what_is_checked_is_the_address_that_is_connected_to() throws Exception {
    var asked = new ArrayList<InetAddress>();
    var fetching =
        new Fetching(
            new Egress(List.of(entry("localhost", 443, true)), AddressRule.ANYWHERE),
            (request, address, patience) -> {
              asked.add(address);
              throw new Unreachable();
            });
    refuses(
        "localhost cannot be reached",
        () -> fetching.answer(get("https://localhost/"), Duration.ofSeconds(5)));
    assertThat(asked).isNotEmpty().allMatch(InetAddress::isLoopbackAddress);
  }

  // Redirects

  @ParameterizedTest
  @CsvSource({
    "301,POST,GET,''",
    "302,POST,GET,''",
    "303,PUT,GET,''",
    "301,PUT,PUT,body",
    "307,POST,POST,body",
    "308,POST,POST,body"
  })
  void a_redirect_is_followed_as_browsers_do_it(int status, String method, String then, String body)
      throws Exception {
    SEEN.clear();
    FetchResponse answer =
        answer(
            FetchRequest.of(
                method,
                url("/to/" + status + "/there"),
                List.of(),
                "body".getBytes(StandardCharsets.UTF_8),
                "follow"));
    assertThat(answer.redirected()).isTrue();
    assertThat(answer.url()).hasPath("/there");
    assertThat(SEEN.getLast()).isEqualTo(then + " /there null " + body);
  }

  @Test
  void where_it_leads_is_checked_anew() throws Exception {
    SEEN.clear();
    refuses(
        "localhost:" + port + " is not in",
        () -> answer(get(url("/away?http://localhost:" + port + "/in"))));
    var oneIsPublic =
        new Egress(
            List.of(entry("127.0.0.1", port, true), entry("localhost", port, false)),
            AddressRule.ANYWHERE);
    refuses(
        "not one of the public internet",
        () -> answer(oneIsPublic, get(url("/away?http://localhost:" + port + "/in"))));
    refuses("begins with https", () -> answer(get(url("/away?file:///etc/passwd"))));
    assertThat(SEEN).allMatch(seen -> seen.startsWith("GET /away"));
  }

  @Test
  void credentials_stay_with_the_server_they_are_for() throws Exception {
    SEEN.clear();
    var both =
        new Egress(
            List.of(entry("127.0.0.1", port, true), entry("localhost", port, true)),
            AddressRule.ANYWHERE);
    var credentials = List.of(Map.entry("authorization", "Bearer t"));
    answer(both, FetchRequest.of("GET", url("/to/302/there"), credentials, NOTHING, "follow"));
    String elsewhere = url("/away?http://localhost:" + port + "/elsewhere");
    answer(both, FetchRequest.of("GET", elsewhere, credentials, NOTHING, "follow"));
    assertThat(SEEN).contains("GET /there Bearer t ", "GET /elsewhere null ");
  }

  @Test
  void redirects_end_and_can_be_refused_or_taken_as_they_are() throws Exception {
    refuses("from redirect to redirect", () -> answer(get(url("/round"))));
    refuses(
        "answers with a redirect",
        () -> answer(FetchRequest.of("GET", url("/round"), List.of(), NOTHING, "error")));
    FetchResponse answer =
        answer(FetchRequest.of("GET", url("/round"), List.of(), NOTHING, "manual"));
    assertThat(answer.status()).isEqualTo(302);
    assertThat(answer.headers()).contains(Map.entry("location", "/round"));
  }

  // Limits and faults

  @Test
  void an_answer_of_more_than_10_MiB_is_cut() {
    refuses("more than 10 MiB", () -> answer(get(url("/large"))));
  }

  @Test
  void one_that_ends_early_is_no_answer() {
    refuses("before its answer is complete", () -> answer(get(url("/torn"))));
  }

  @Test
  void a_server_that_says_nothing_is_not_waited_for_longer_than_there_is_patience()
      throws Exception {
    try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        var wire = new VertxWire(vertx, new HttpClientOptions())) {
      String url = "http://127.0.0.1:" + silent.getLocalPort() + "/";
      refuses(
          "does not answer in time",
          () -> wire.ask(get(url), InetAddress.getLoopbackAddress(), Duration.ofMillis(100)));
    }
  }

  @Test
  void a_server_that_is_not_there_cannot_be_reached() throws Exception {
    int free;
    try (var closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = closed.getLocalPort();
    }
    var egress = new Egress(List.of(entry("127.0.0.1", free, true)), AddressRule.ANYWHERE);
    refuses("127.0.0.1 cannot be reached", () -> answer(egress, get("http://127.0.0.1:" + free)));
  }

  @Test
  void https_needs_a_certificate_that_is_trusted_and_of_the_host(@TempDir Path folder)
      throws Exception {
    var keys = new PfxOptions().setPath(certificate(folder).toString()).setPassword("changeit");
    var secure =
        vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setHost("127.0.0.1")
                    .setPort(0)
                    .setSsl(true)
                    .setKeyCertOptions(keys))
            .requestHandler(request -> request.response().end("safe"))
            .listen()
            .toCompletionStage()
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS);
    int there = secure.actualPort();
    var egress =
        new Egress(
            List.of(entry("localhost", there, true), entry("127.0.0.1", there, true)),
            AddressRule.ANYWHERE);
    var trusting = new HttpClientOptions().setTrustOptions(keys);
    FetchRequest byName = get("https://localhost:" + there + "/");
    assertThat(answer(egress, trusting, byName).body()).asString().isEqualTo("safe");
    refuses("certificate", () -> answer(egress, byName));
    refuses(
        "certificate",
        () ->
            answer(
                egress, new HttpClientOptions(trusting), get("https://127.0.0.1:" + there + "/")));
  }

  /** Of localhost, made by the JDK's own tool, since no other makes one without a library. */
  private static Path certificate(Path folder) throws Exception {
    Path file = folder.resolve("keys.p12");
    String[] command =
        (Path.of(System.getProperty("java.home"), "bin", "keytool")
                + " -genkeypair -alias it -keyalg EC -dname CN=localhost -ext san=dns:localhost"
                + " -validity 2 -storetype PKCS12 -storepass changeit -keystore "
                + file)
            .split(" ");
    Process tool = new ProcessBuilder(command).inheritIO().start();
    assertThat(tool.waitFor()).isZero();
    return file;
  }

  // Requests

  @ParameterizedTest
  @CsvSource({
    "ftp://x/,begins with https",
    "/relative,begins with https",
    "https:///path,no host",
    "https://user:secret@x/,user and password",
    "https://x/ y,cannot be read",
    "https://[::1,cannot be read",
  })
  void a_url_that_cannot_be_asked_is_refused(String url, String what) {
    refuses(what, () -> get(url));
  }

  @ParameterizedTest
  @CsvSource({
    "host,x,cannot be set",
    "Transfer-Encoding,chunked,cannot be set",
    "proxy-authorization,x,cannot be set",
    "'a b',x,cannot be sent",
    "x,'a\r\nb: c',cannot be sent",
    "x,ж,cannot be sent",
  })
  void a_header_that_is_the_connections_or_malformed_is_refused(
      String name, String value, String what) {
    refuses(
        what,
        () ->
            FetchRequest.of(
                "GET", "https://x/", List.of(Map.entry(name, value)), NOTHING, "follow"));
  }

  @Test
  void so_are_methods_and_bodies_that_do_not_fit() {
    refuses("method", () -> FetchRequest.of("connect", "https://x/", List.of(), NOTHING, "follow"));
    refuses(
        "method", () -> FetchRequest.of("GET /\r\n", "https://x/", List.of(), NOTHING, "follow"));
    refuses(
        "no body", () -> FetchRequest.of("GET", "https://x/", List.of(), new byte[1], "follow"));
  }

  @Test
  void a_refusal_names_the_host_and_nothing_else_of_the_url() {
    assertThatExceptionOfType(FetchRefused.class)
        .isThrownBy(() -> answer(get("https://other.example/path?key=s3cret")))
        .satisfies(refused -> assertThat(refused.what()).doesNotContain("path", "s3cret"));
  }
}
