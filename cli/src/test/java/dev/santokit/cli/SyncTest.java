package dev.santokit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.santokit.cli.terminal.ExitCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where {@code stk sync} takes functions from and where types go; DevIT asks real databases. */
class SyncTest {

  private static final String FILE = ".stk/santokit-env.d.ts";
  private static final String BUNDLES = "/apis/santokit.dev/v1alpha1/namespaces/prod/logicbundles";
  private static final String PROJECT =
      "/apis/santokit.dev/v1alpha1/namespaces/prod/santokitprojects/shop";

  @TempDir Path folder;

  @BeforeEach
  void project() throws IOException {
    file("stk.config.json", "{\"project_id\": \"shop\"}");
    file("config/databases.yaml", "main: {url: \"${DATABASE_URL}\"}");
    file("config/auth.yaml", "jwt: {secret: \"${JWT_SECRET}\"}");
    file(
        "logic/users/get.js",
        "/* ---\naccess: public\nparams: {id: {type: uuid, required: true}}\nreturns: {id: uuid}\n--- */\n"
            + "export default (params) => params");
  }

  private void file(String name, String text) throws IOException {
    Files.createDirectories(folder.resolve(name).resolveSibling("."));
    Files.writeString(folder.resolve(name), text);
  }

  private void sql() throws IOException {
    file("logic/users/all.sql", "/* ---\naccess: public\n--- */\nSELECT 1 AS n");
  }

  private String types() throws IOException {
    return Files.readString(folder.resolve(FILE));
  }

  private StkRun sync(String... arguments) {
    return here().stk("sync", arguments);
  }

  private StkRun.In here() {
    return StkRun.In.folder(folder);
  }

  @Test
  void files_alone_are_enough_where_authors_say_what_functions_return() throws IOException {
    StkRun run = sync().exits(ExitCode.DONE).prints("wrote  " + FILE + "  1 function");
    assertThat(run.err()).isEmpty();
    assertThat(types()).contains("id: string;\n        },").contains("=> Promise<{");
  }

  @Test
  void a_second_sync_writes_nothing_and_the_bytes_are_the_same() throws IOException {
    sync().exits(ExitCode.DONE);
    String first = types();
    var time = Files.getLastModifiedTime(folder.resolve(FILE));
    sync().exits(ExitCode.DONE).prints("unchanged  " + FILE);
    assertThat(types()).isEqualTo(first);
    assertThat(Files.getLastModifiedTime(folder.resolve(FILE))).isEqualTo(time);
  }

  @Test
  void what_sql_answers_without_a_database_is_unknown_and_told_so() throws IOException {
    sql();
    sync().exits(ExitCode.DONE).complains("start stk dev").complains("--db-url");
    assertThat(types()).contains("Promise<unknown>");
  }

  @Test
  void a_check_writes_nothing_and_fails_when_functions_changed() throws IOException {
    sync("--check").exits(ExitCode.FAILED).complains("stk sync");
    assertThat(folder.resolve(FILE)).doesNotExist();
    sync().exits(ExitCode.DONE);
    sync("--check").exits(ExitCode.DONE);
    file("logic/users/more.js", "/* ---\naccess: public\n--- */\nexport default () => 1");
    String before = types();
    sync("--check").exits(ExitCode.FAILED).complains(FILE);
    assertThat(types()).isEqualTo(before);
  }

  @Test
  void a_dry_run_prints_the_types() {
    sync("--dry-run").exits(ExitCode.DONE).prints("interface LogicNamespace");
    assertThat(folder.resolve(FILE)).doesNotExist();
  }

  @Test
  void errors_in_files_stop_it_before_anything_is_written() throws IOException {
    file("logic/users/broken.sql", "/* ---\naccess: public\n--- */\nSELECT :nope");
    sync().exits(ExitCode.FAILED).complains("logic/users/broken.sql:4:8");
    assertThat(folder.resolve(FILE)).doesNotExist();
  }

  @Test
  void types_go_where_the_project_wants_them_also_beside_it() throws IOException {
    Path project = folder.resolve("backend");
    file(
        "backend/stk.config.json",
        "{\"project_id\": \"shop\", \"codegen\": {\"output\": \"../web/src/api.d.ts\"}}");
    StkRun.In.folder(project).stk("sync").exits(ExitCode.DONE).prints("../web/src/api.d.ts");
    assertThat(folder.resolve("web/src/api.d.ts")).content().contains("LogicNamespace {\n  }");
  }

  @Test
  void types_go_into_the_client_when_it_is_installed() throws IOException {
    file(
        "stk.config.json",
        "{\"project_id\": \"shop\", \"codegen\": {\"output\": \"node_modules\"}}");
    sync().exits(ExitCode.NOT_FOUND).complains("npm install @santokit/client");
    file("node_modules/@santokit/client/dist/index.d.ts", "");
    sync().exits(ExitCode.DONE);
    assertThat(folder.resolve("node_modules/@santokit/client/dist/santokit-env.d.ts"))
        .content()
        .contains("users: {");
  }

  @Test
  void a_file_that_somebody_else_wrote_stays() throws IOException {
    file(FILE, "export type Mine = 1;\n");
    sync().exits(ExitCode.FAILED).complains("was not written by stk sync");
    assertThat(types()).isEqualTo("export type Mine = 1;\n");
  }

  @Test
  void a_server_is_asked_with_a_token() throws IOException {
    List<String> asked = new ArrayList<>();
    String manifest =
        Files.readString(Path.of("src/test/resources/dev/santokit/cli/sync/manifest.json"));
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/manifest",
        exchange -> {
          String token = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
          asked.add(token);
          boolean known = token.equals("Bearer abc");
          byte[] answer =
              (known
                      ? manifest
                      : "{\"error\":{\"code\":\"AUTHENTICATION_ERROR\",\"message\":\"The token is"
                          + " invalid\",\"requestId\":\"r1\"}}")
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(known ? 200 : 401, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    try {
      String url = "http://127.0.0.1:" + server.getAddress().getPort();
      sync("--url", url).exits(ExitCode.USAGE).complains("STK_TOKEN");
      here()
          .variable("STK_TOKEN", "wrong")
          .stk("sync", "--url", url)
          .exits(ExitCode.NOT_PERMITTED)
          .complains("The token is invalid [AUTHENTICATION_ERROR]")
          .complains("request r1");
      here()
          .input("abc\n")
          .stk("sync", "--url", url + "/", "--token", "-")
          .exits(ExitCode.DONE)
          .complains("promises/then");
      assertThat(types()).contains("'by-email'");
      assertThat(asked).containsExactly("Bearer wrong", "Bearer abc");
      sync("--url", url, "--cluster").exits(ExitCode.USAGE);
      sync("--url", url, "--db-url", "postgres://a@b/c").exits(ExitCode.USAGE);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void an_answer_that_is_no_manifest_writes_nothing() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/manifest",
        exchange -> {
          exchange.sendResponseHeaders(200, 2);
          exchange.getResponseBody().write("[]".getBytes(StandardCharsets.UTF_8));
          exchange.close();
        });
    server.start();
    try {
      here()
          .variable("STK_TOKEN", "abc")
          .stk("sync", "--url", "http://127.0.0.1:" + server.getAddress().getPort())
          .exits(ExitCode.FAILED)
          .complains("no manifest");
      assertThat(folder.resolve(FILE)).doesNotExist();
    } finally {
      server.stop(0);
    }
  }

  @Test
  void a_cluster_has_the_functions_that_were_applied() throws IOException {
    try (var api = new FakeApiServer()) {
      api.answers(
              "GET " + PROJECT,
              "{\"kind\":\"SantokitProject\",\"apiVersion\":\"santokit.dev/v1alpha1\","
                  + "\"metadata\":{\"name\":\"shop\",\"namespace\":\"prod\"},\"spec\":{}}")
          .answers(
              "GET " + BUNDLES,
              """
              {"kind":"LogicBundleList","apiVersion":"santokit.dev/v1alpha1","items":[
                {"metadata":{"name":"a"},"spec":{"project":"shop","path":"users/applied","type":"js",
                  "config":{"access":"public","returns":"int"},"source":{"inline":"export default () => 1"}}},
                {"metadata":{"name":"b"},"spec":{"project":"other","path":"users/theirs","type":"js",
                  "source":{"inline":"export default () => 1"}}}]}
              """);
      here()
          .variable("KUBECONFIG", api.kubeconfig(folder, "prod").toString())
          .stk("sync", "--cluster")
          .exits(ExitCode.DONE)
          .prints("1 function");
    }
    assertThat(types()).contains("applied: (").contains("Promise<number>").doesNotContain("theirs");
  }
}
