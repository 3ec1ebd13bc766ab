package dev.santokit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.santokit.cli.terminal.ExitCode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The sample shop under {@code stk dev}: one run for all tests, each of which mends what it breaks.
 */
class DevIT {

  private static final String ADA = "11111111-1111-4111-8111-111111111111";
  private static final String GRACE = "22222222-2222-4222-8222-222222222222";
  private static final String TEAPOT = "aaaaaaa1-0000-4000-8000-000000000000";
  private static final String KETTLE = "aaaaaaa3-0000-4000-8000-000000000000";

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path temporary;

  private static DevRun dev;
  private static Path shop;

  @BeforeAll
  static void start() throws IOException {
    shop = DevRun.copy("shop", temporary.resolve("shop"));
    dev = DevRun.start(shop);
  }

  @AfterAll
  static void stop() throws IOException {
    dev.close();
    Files.writeString(Path.of("target/DevIT.log"), dev.toString()); // for whoever mends a test
  }

  @Test
  void it_says_what_it_did_and_what_can_be_called() {
    dev.url();
    dev.says("made up JWT_SECRET in .stk/secrets.env");
    dev.says("database main: created, 3 tables, 3 seed files");
    dev.says("products/list  public (limit?)");
    dev.says("reports/top    admin (limit?)");
    assertThat(dev.said(0)).doesNotContain("_price");
  }

  @Test
  void the_seed_is_there() throws Exception {
    HttpResponse<String> answer = dev.call("products/list", "{\"limit\": 2}");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(names(answer)).containsExactly("Cup", "Kettle");
  }

  @Test
  void stk_call_finds_the_server_of_the_project() {
    dev.url();
    StkRun.In.folder(shop)
        .stk("call", "products/list", "-p", "limit=1")
        .exits(ExitCode.DONE)
        .prints("\"Cup\"");
    StkRun.In.folder(shop)
        .variable("STK_TOKEN", token("--sub", ADA))
        .stk("call", "reports/top")
        .exits(ExitCode.NOT_PERMITTED)
        .complains("[AUTHORIZATION_ERROR]");
    StkRun.In.folder(shop).stk("call", "no/where").exits(ExitCode.NOT_FOUND);
  }

  @Test
  void stk_sync_asks_the_server_of_the_project_what_functions_answer() throws Exception {
    dev.url();
    Path types = shop.resolve(".stk/santokit-env.d.ts");
    StkRun.In.folder(shop).stk("sync").exits(ExitCode.DONE).prints("5 functions");
    assertThat(types).content().contains("price: number;").contains("total: number | null;");
    StkRun.In.folder(shop).stk("sync", "--check").exits(ExitCode.DONE);
    try (var _ =
        new Edit(
            shop.resolve("logic/products/get.sql"), "SELECT id, name", "SELECT name AS title")) {
      StkRun.In.folder(shop).stk("sync", "--check").exits(ExitCode.FAILED);
    }
  }

  @Test
  void stk_sync_asks_a_database_with_a_server_that_lives_for_that() throws Exception {
    dev.url();
    String server =
        Path.of("../server-runtime/target/quarkus-app/quarkus-run.jar").toAbsolutePath() + "";
    StkRun.In in = StkRun.In.folder(shop).variable("STK_RUNTIME", server);
    StkRun.In.folder(shop).stk("sync").exits(ExitCode.DONE);
    in.input(databaseUrl() + "\n").stk("sync", "--check", "--db-url", "-").exits(ExitCode.DONE);
    in.stk("sync", "--check", "--db-url", "postgres://stk@127.0.0.1:1/main")
        .exits(ExitCode.FAILED)
        .complains("[UNAVAILABLE]");
  }

  /** With the password that psql would find in the file that dev names. */
  private static String databaseUrl() throws IOException {
    var shown =
        Pattern.compile("psql \"postgres://stk@([^?]*)\\?passfile=([^\"]*)\"").matcher(dev.said(0));
    assertThat(shown.find()).isTrue();
    String line = Files.readString(Path.of(shown.group(2))).strip();
    return "postgres://stk:" + line.substring(line.lastIndexOf(':') + 1) + "@" + shown.group(1);
  }

  @Test
  void an_edit_is_in_the_next_calls() throws Exception {
    Path file = shop.resolve("logic/products/get.sql");
    dev.url();
    try (var _ = new Edit(file, "SELECT id, name", "SELECT id, upper(name) AS name")) {
      long saved = System.nanoTime();
      eventually(() -> names(get(TEAPOT)).equals(List.of("TEAPOT")));
      System.out.printf(
          "edit of products/get.sql to the new answer: %d ms%n",
          Duration.ofNanos(System.nanoTime() - saved).toMillis());
    }
    eventually(() -> names(get(TEAPOT)).equals(List.of("Teapot")));
    dev.says("products/get changed, served after ");
  }

  @Test
  void a_new_function_in_a_new_folder_is_served_and_a_deleted_one_is_404() throws Exception {
    dev.url();
    Path file = shop.resolve("logic/stock/total.sql");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "-- none\nSELECT 1 AS n");
    Files.writeString(file, "/* ---\naccess: public\n--- */\nSELECT sum(stock) AS n FROM products");
    eventually(() -> dev.call("stock/total", "{}").statusCode() == 200);

    Files.delete(file);
    Files.delete(file.getParent());

    eventually(() -> dev.call("stock/total", "{}").statusCode() == 404);
    dev.says("stock/total gone");
  }

  @Test
  void an_order_takes_the_price_of_the_product_and_lowers_its_stock() throws Exception {
    int stock = json(get(TEAPOT)).path(0).path("stock").asInt();
    String token = token("--sub", GRACE);

    HttpResponse<String> created =
        dev.call(
            "orders/create", "{\"product_id\": \"%s\", \"quantity\": 2}".formatted(TEAPOT), token);

    assertThat(created.statusCode()).as(created.body()).isEqualTo(200);
    JsonNode order = json(created).path(0);
    assertThat(order.path("unit_price").decimalValue()).isEqualByComparingTo("34.50");
    assertThat(order.path("total").decimalValue()).isEqualByComparingTo("69.00");
    assertThat(json(get(TEAPOT)).path(0).path("stock").asInt()).isEqualTo(stock - 2);
    assertThat(json(dev.call("orders/mine", "{}", token)).path(0).path("id"))
        .isEqualTo(order.path("id"));
  }

  @Test
  void an_order_for_more_than_there_is_changes_nothing() throws Exception {
    String token = token("--sub", ADA);
    String before = dev.call("orders/mine", "{}", token).body();

    HttpResponse<String> refused =
        dev.call(
            "orders/create", "{\"product_id\": \"%s\", \"quantity\": 9}".formatted(KETTLE), token);

    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
    assertThat(json(get(KETTLE)).path(0).path("stock").asInt()).isEqualTo(3);
    assertThat(dev.call("orders/mine", "{}", token).body()).isEqualTo(before);
  }

  @Test
  void everyone_sees_the_orders_that_are_theirs() throws Exception {
    assertThat(json(dev.call("orders/mine", "{}", token("--sub", ADA))).findValuesAsText("product"))
        .containsExactly("Cup", "Teapot");
    assertThat(dev.call("orders/mine", "{}").statusCode()).isEqualTo(401);
  }

  @Test
  void a_private_function_is_for_other_functions_alone() throws Exception {
    String params = "{\"product_id\": \"%s\"}".formatted(TEAPOT);
    assertThat(dev.call("orders/_price", params, token("--role", "admin")).statusCode())
        .isEqualTo(403);
  }

  @Test
  void the_report_is_for_admins_and_calls_the_private_function() throws Exception {
    assertThat(dev.call("reports/top", "{}").statusCode()).isEqualTo(401);
    assertThat(dev.call("reports/top", "{}", token("--sub", ADA)).statusCode()).isEqualTo(403);

    HttpResponse<String> report =
        dev.call("reports/top", "{\"limit\": 20}", token("--sub", "boss", "--role", "admin"));

    assertThat(report.statusCode()).as(report.body()).isEqualTo(200);
    JsonNode teapot =
        json(report)
            .valueStream()
            .filter(row -> row.path("name").asText().equals("Teapot"))
            .findFirst()
            .orElseThrow();
    assertThat(teapot.path("priceToday").decimalValue()).isEqualByComparingTo("34.50");
  }

  @Test
  void a_broken_file_is_shown_with_its_frame_and_the_last_version_goes_on_serving()
      throws Exception {
    dev.url();
    int from = dev.lines();
    try (var _ =
        new Edit(shop.resolve("logic/products/list.sql"), "access: public", "acces: public")) {
      dev.says(from, "logic/products/list.sql:2:1: unknown key \"acces\"");
      dev.says(from, "2 | acces: public");
      dev.says(from, "  | ^^^^^");
      dev.says(from, "the last version goes on serving");
      assertThat(dev.call("products/list", "{}").statusCode()).isEqualTo(200);
    }
    dev.says(from, "mended");
  }

  @Test
  void a_statement_that_the_database_refuses_is_shown_with_its_frame() throws Exception {
    dev.url();
    int from = dev.lines();
    try (var _ =
        new Edit(shop.resolve("logic/products/list.sql"), "price, stock", "prize, stock")) {
      dev.says(from, "logic/products/list.sql:8:18: column \"prize\" does not exist");
      dev.says(from, "8 | SELECT id, name, prize, stock");
      dev.says(from, "the last version goes on serving");
      assertThat(dev.call("products/list", "{}").statusCode()).isEqualTo(200);
    }
    dev.says(from, "mended");
  }

  @Test
  void a_new_column_is_added_as_the_file_is_saved_and_functions_may_use_it() throws Exception {
    dev.url();
    int from = dev.lines();
    Path schema = shop.resolve("schema/main.hcl");
    String text = Files.readString(schema);
    // It stays: taking it back would be another change.
    Files.writeString(
        schema,
        text.replace(
            "column \"stock\" {",
            "column \"colour\" {\n    type = text\n    null = true\n  }\n  column \"stock\" {"));
    dev.says(from, "ADD COLUMN");
    dev.says(from, "database changed");
    Path function = shop.resolve("logic/products/list.sql");
    try (var _ = new Edit(function, "price, stock", "price, stock, colour")) {
      eventually(() -> json(dev.call("products/list", "{}")).path(0).has("colour"));
    }
    eventually(() -> !json(dev.call("products/list", "{}")).path(0).has("colour"));
  }

  @Test
  void what_loses_data_is_refused_where_nobody_can_be_asked() throws Exception {
    dev.url();
    int from = dev.lines();
    try (var _ =
        new Edit(
            shop.resolve("schema/main.hcl"),
            "  column \"email\" {\n    type = text\n  }\n",
            "",
            "  unique \"users_email\" {\n    columns = [column.email]\n  }\n",
            "")) {
      dev.says(from, "DROP_COLUMN public.users.email");
      dev.says(from, "nobody can be asked");
      dev.says(from, "the last version goes on serving; run stk dev in a terminal");
      assertThat(dev.call("products/list", "{}").statusCode()).isEqualTo(200);
    }
    dev.says(from, "mended");
  }

  @Test
  void a_changed_configuration_restarts_the_server() throws Exception {
    dev.url();
    int from = dev.lines();
    Path project = shop.resolve("config/project.yaml");
    String large = "{\"limit\": 10, \"x\": \"" + "y".repeat(80) + "\"}";
    Files.writeString(project, "limits: {maxRequestBody: 64}\n");
    try {
      dev.says(from, "the configuration changed: the server starts anew");
      eventually(() -> dev.call("products/list", large).statusCode() == 413);
    } finally {
      Files.delete(project);
    }
    eventually(() -> dev.call("products/list", large).statusCode() == 400);
  }

  @Test
  void a_postgres_that_is_killed_is_503_until_it_is_back() throws Exception {
    dev.url();
    int from = dev.lines();
    long postmaster =
        Long.parseLong(
            Files.readAllLines(shop.resolve(".stk/postgres/data/postmaster.pid")).getFirst());
    ProcessHandle postgres = ProcessHandle.of(postmaster).orElseThrow();
    postgres.destroyForcibly();

    HttpResponse<String> refused =
        await()
            .atMost(PATIENCE)
            .pollInterval(Duration.ofMillis(10))
            .until(() -> dev.call("products/list", "{}"), answer -> answer.statusCode() != 200);
    System.out.println("while Postgres is away: " + refused.body());
    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();

    eventually(() -> dev.call("products/list", "{}").statusCode() == 200);
    dev.says(from, "Postgres is back");
  }

  @Test
  void a_second_dev_in_the_folder_says_that_there_is_one() throws Exception {
    String url = dev.url();
    try (DevRun second = DevRun.start(shop)) {
      assertThat(second.exitCode()).isEqualTo(1);
      assertThat(second.said(0)).contains("another stk dev runs in this folder, at " + url);
    }
    assertThat(dev.call("products/list", "{}").statusCode()).isEqualTo(200);
  }

  @Test
  void a_port_that_is_taken_is_said_to_be_so() throws Exception {
    String port = dev.url().substring(dev.url().lastIndexOf(':') + 1);
    Path hello = DevRun.copy("hello", temporary.resolve("taken"));
    try (DevRun other = DevRun.start(hello, "--port", port)) {
      assertThat(other.exitCode()).isEqualTo(1);
      assertThat(other.said(0)).contains("port " + port + " is taken");
    }
  }

  private static HttpResponse<String> get(String id) throws IOException, InterruptedException {
    return dev.call("products/get", "{\"id\": \"" + id + "\"}");
  }

  private static List<String> names(HttpResponse<String> answer) throws IOException {
    return json(answer).findValuesAsText("name");
  }

  private static JsonNode json(HttpResponse<String> answer) throws IOException {
    return JSON.readTree(answer.body());
  }

  private static void eventually(Callable<Boolean> holds) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(5))
        .ignoreExceptionsInstanceOf(IOException.class) // nobody listens while a server restarts
        .until(holds);
  }

  /** As {@code stk token} prints it. */
  private static String token(String... arguments) {
    dev.url(); // by then the secret is there
    return StkRun.In.folder(shop).stk("token", arguments).exits(ExitCode.DONE).out().strip();
  }

  /** A file that says something else until it is closed. */
  private record Edit(Path file, String before) implements AutoCloseable {

    /** Each text is replaced by the one that follows it. */
    Edit(Path file, String... texts) throws IOException {
      this(file, Files.readString(file));
      String changed = before;
      for (int i = 0; i < texts.length; i += 2) {
        assertThat(changed).contains(texts[i]);
        changed = changed.replace(texts[i], texts[i + 1]);
      }
      Files.writeString(file, changed);
    }

    @Override
    public void close() throws IOException {
      Files.writeString(file, before);
    }
  }
}
