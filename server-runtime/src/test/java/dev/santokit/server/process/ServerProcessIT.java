package dev.santokit.server.process;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.santokit.server.TestPostgres;
import dev.santokit.server.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar as it is started by others: ports, health, log, signals. */
class ServerProcessIT {

  private static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;
  private int port;
  private int managementPort;
  private Process process;
  private String secrets = "";

  @BeforeEach
  void ports() throws IOException {
    try (var one = new ServerSocket(0);
        var other = new ServerSocket(0)) {
      port = one.getLocalPort();
      managementPort = other.getLocalPort();
    }
  }

  @AfterEach
  void end() {
    if (process != null) {
      process.destroyForcibly();
    }
  }

  private Path log() {
    return folder.resolve("log");
  }

  private void start(Path kv, String... more) throws IOException {
    Files.writeString(
        folder.resolve("secrets.env"), "JWT_SECRET=" + TestServer.SECRET + "\n" + secrets);
    var builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-jar",
            JAR.toString());
    builder
        .environment()
        .putAll(
            Map.of(
                "SANTOKIT_KV", kv.toString(),
                "SANTOKIT_SECRETS", "file",
                "SANTOKIT_ALLOW_LOOPBACK", "true",
                "SANTOKIT_SECRETS_FILE", folder.resolve("secrets.env").toString(),
                "SANTOKIT_HOST", "127.0.0.1",
                "SANTOKIT_PORT", Integer.toString(port),
                "SANTOKIT_MANAGEMENT_PORT", Integer.toString(managementPort)));
    for (int i = 0; i < more.length; i += 2) {
      builder.environment().put(more[i], more[i + 1]);
    }
    process =
        builder
            .redirectOutput(log().toFile())
            .redirectError(folder.resolve("err").toFile())
            .start();
  }

  private static HttpResponse<String> get(int port, String path) throws Exception {
    return CLIENT.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(10))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private CompletableFuture<HttpResponse<String>> call(String path) {
    return CLIENT.sendAsync(asking(path), HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest asking(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/call"))
        .POST(HttpRequest.BodyPublishers.ofString("{\"path\": \"" + path + "\"}"))
        .build();
  }

  private void awaitHealth() {
    await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(50))
        .ignoreExceptions()
        .until(() -> get(port, "/health").body().equals("OK"));
  }

  private static Path kv() {
    return kv(TestServer.withoutDatabase());
  }

  /** With a database, which the process finds in its secrets. */
  private Path kv(TestPostgres database) throws IOException {
    secrets = "DATABASE_URL=" + database.url() + "\n";
    return kv(
        TestServer.with(database)
            .maxBody("1Gi")
            .callTimeout(Duration.ofMinutes(1))
            .logic(
                "a/million.sql",
                "/* ---\naccess: public\nreadOnly: true\n--- */\n"
                    + "SELECT repeat('x', 100) AS x, g AS n FROM generate_series(1, 1000000) g"));
  }

  private static Path kv(TestServer.Builder builder) {
    try (var server =
        builder
            .js("a/ping", "export default () => 'pong'")
            .js(
                "a/slow",
                // Asking for the time allocates, and what allocates too much is cut.
                "export default () => { const end = Date.now() + 2000;"
                    + " while (Date.now() < end) for (let i = 0; i < 10000; i++);"
                    + " return 'done' }")
            .js(
                "a/log",
                "export default (p, {log}) => { log.info('said \"it\"\\nin lines'); return 1 }")
            .start()) {
      return server.files().kv();
    }
  }

  @Test
  void the_management_port_tells_health_and_release() throws Exception {
    start(kv());
    awaitHealth();

    assertThat(call("a/ping").join().body()).isEqualTo("\"pong\"");
    for (String path : List.of("/q/health/live", "/q/health/ready", "/q/health/started")) {
      HttpResponse<String> health = get(managementPort, path);
      assertThat(health.statusCode()).as(path).isEqualTo(200);
      assertThat(JSON.readTree(health.body()).path("status").asText()).isEqualTo("UP");
    }
    JsonNode release = JSON.readTree(get(managementPort, "/q/release").body());
    assertThat(release.at("/active/revision").asLong()).isEqualTo(1);
    assertThat(get(port, "/q/release").statusCode()).isEqualTo(404);
    assertThat(get(port, "/q/health/ready").statusCode()).isEqualTo(404);
  }

  @Test
  void the_metrics_are_those_that_the_documentation_lists() throws Exception {
    start(kv(TestPostgres.with()));
    awaitHealth();
    assertThat(call("a/ping").join().statusCode()).isEqualTo(200);
    assertThat(call("made/up").join().statusCode()).isEqualTo(404);

    String metrics = get(managementPort, "/q/metrics").body();

    Path page = Path.of("..", "docs", "reference", "metrics.md");
    assertThat(found("(?m)^# TYPE (santokit_\\w+?)(_total)? ", metrics))
        .isEqualTo(found("(?m)^\\| `(santokit_\\w+?)(_total)?` ", Files.readString(page)));
    assertThat(metrics)
        .contains("santokit_calls_total{function=\"a/ping\",status=\"200\"} 1.0")
        .contains("santokit_calls_total{function=\"unknown\",status=\"404\"} 1.0")
        .contains("jvm_memory_used_bytes")
        .doesNotContain("made/up");
    assertThat(get(port, "/q/metrics").statusCode()).isEqualTo(404);
  }

  private static Set<String> found(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void a_million_rows_leave_through_a_heap_of_256_megabytes() throws Exception {
    start(kv(TestPostgres.with()), "JAVA_TOOL_OPTIONS", "-Xmx256m");
    awaitHealth();

    HttpResponse<InputStream> answer =
        CLIENT.send(asking("a/million"), HttpResponse.BodyHandlers.ofInputStream());

    assertThat(answer.statusCode()).isEqualTo(200);
    long bytes = 0;
    byte[] end = new byte[0];
    try (InputStream body = answer.body()) {
      var buffer = new byte[64 * 1024];
      for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
        bytes += read;
        end = Arrays.copyOf(buffer, read);
      }
    }
    assertThat(bytes).isGreaterThan(100L << 20);
    assertThat(new String(end, US_ASCII)).endsWith("\"n\":1000000}]");
    assertThat(call("a/ping").join().body()).isEqualTo("\"pong\"");
  }

  @Test
  void without_a_release_the_server_lives_and_is_not_ready() throws Exception {
    Path kv = Files.createDirectory(folder.resolve("kv"));
    Files.writeString(kv.resolve("config.json"), "{}");
    start(kv);
    awaitHealth();

    assertThat(get(managementPort, "/q/health/live").statusCode()).isEqualTo(200);
    HttpResponse<String> ready = get(managementPort, "/q/health/ready");
    assertThat(ready.statusCode()).isEqualTo(503);
    assertThat(JSON.readTree(ready.body()).at("/checks/0/data/reason").asText())
        .isEqualTo("there is no release in " + kv);
    assertThat(get(managementPort, "/q/health/started").statusCode()).isEqualTo(503);
  }

  @Test
  void a_signal_ends_it_when_running_calls_have_their_answers() throws Exception {
    start(kv());
    awaitHealth();
    CompletableFuture<HttpResponse<String>> slow = call("a/slow");
    Thread.sleep(300);

    process.destroy();
    await().until(() -> get(port, "/health").statusCode() == 503);
    HttpResponse<String> refused = call("a/ping").join();
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("Retry-After")).contains("1");
    assertThat(slow.join().body()).isEqualTo("\"done\"");
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(128 + 15);
    assertThat(Files.readString(log())).contains("stopping: ").contains("\"stopped\"");
  }

  @Test
  void a_connection_that_is_kept_gets_one_more_answer_and_ends_with_it() throws Exception {
    start(kv(), "SANTOKIT_LINGER", "5s");
    awaitHealth();
    try (var kept = new Socket(InetAddress.getLoopbackAddress(), port)) {
      assertThat(health(kept)).contains("200 OK").doesNotContain("connection: close");

      process.destroy();
      await().until(() -> Files.readString(log()).contains("stopping: "));

      assertThat(health(kept)).contains("200 OK").contains("connection: close");
      assertThat(kept.getInputStream().read()).isEqualTo(-1);
    }
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
  }

  /** Asks on a connection that stays open, and takes the head and the two bytes of the body. */
  private static String health(Socket connection) throws IOException {
    connection
        .getOutputStream()
        .write("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII));
    var answer = new StringBuilder();
    while (!answer.toString().endsWith("\r\n\r\nOK")) {
      int next = connection.getInputStream().read();
      assertThat(next).as("after: " + answer).isNotNegative();
      answer.append((char) next);
    }
    return answer.toString();
  }

  @Test
  void the_log_is_a_line_of_json_for_each_event() throws Exception {
    start(kv());
    awaitHealth();
    HttpResponse<String> answer = call("a/log").join();

    await().until(() -> Files.readString(log()).contains("said"));
    for (String line : Files.readAllLines(log())) {
      JsonNode event = JSON.readTree(line);
      assertThat(event.path("message").asText()).isNotBlank();
      if (event.path("message").asText().contains("said")) {
        assertThat(event.path("message").asText()).isEqualTo("a/log: said \"it\"\nin lines");
        assertThat(event.at("/mdc/function").asText()).isEqualTo("a/log");
        assertThat(event.at("/mdc/requestId").asText())
            .isEqualTo(answer.headers().firstValue("X-Request-ID").orElseThrow());
      }
    }
    assertThat(Files.readString(folder.resolve("err"))).isEmpty();
  }

  @Test
  void pitfall_63_debug_lines_of_logic_are_there_when_one_asks_for_them() throws Exception {
    try (var server =
        TestServer.withoutDatabase()
            .js("a/log", "export default (p, {log}) => { log.debug('in detail'); return 1 }")
            .start()) {
      start(server.files().kv(), "SANTOKIT_LOG_LEVEL", "DEBUG", "SANTOKIT_LOG_JSON", "false");
      awaitHealth();
      call("a/log").join();
      await().until(() -> Files.readString(log()).contains("DEBUG a/log: in detail"));
    }
  }

  @Test
  void what_keeps_it_from_starting_is_a_line_and_exit_code_1() throws Exception {
    start(folder, "SANTOKIT_LOG_JSON", "false");
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(1);
    assertThat(Files.readAllLines(log()))
        .singleElement()
        .asString()
        .contains("ERROR the configuration")
        .contains("cannot be read");
  }
}
