package dev.santokit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.santokit.cli.FakeApiServer.Request;
import dev.santokit.cli.terminal.ExitCode;
import dev.santokit.cli.terminal.Terminal;
import dev.santokit.cli.vault.Unseen;
import dev.santokit.project.vault.Keyset;
import dev.santokit.project.vault.Sealed;
import dev.santokit.project.vault.SecretAddress;
import dev.santokit.project.vault.VaultRefused;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Against a server that allows what a caller needs and nothing else. */
class SecretTest {

  private static final String PROJECT =
      "/apis/santokit.dev/v1alpha1/namespaces/prod/santokitprojects/shop";
  private static final String BUNDLES = "/apis/santokit.dev/v1alpha1/namespaces/prod/logicbundles";
  private static final String VAULT = "/api/v1/namespaces/prod/secrets/shop-vault";

  private final Keyset keyset = Keyset.generate();
  @TempDir private Path folder;
  private FakeApiServer api;

  @BeforeEach
  void project() throws IOException {
    api = new FakeApiServer();
    api.answers("GET " + PROJECT, resource(keyset.sealingKey().text()))
        .answers("PATCH " + VAULT, "{\"kind\": \"Secret\", \"apiVersion\": \"v1\"}");
    Files.writeString(folder.resolve("stk.config.json"), "{\"project_id\": \"shop\"}");
  }

  @AfterEach
  void close() {
    api.close();
  }

  private static String resource(String publicKey, String... names) {
    ObjectNode project =
        new ObjectMapper()
            .createObjectNode()
            .put("kind", "SantokitProject")
            .put("apiVersion", "santokit.dev/v1alpha1");
    project.putObject("metadata").put("namespace", "prod").put("name", "shop");
    ObjectNode spec = project.putObject("spec");
    spec.putObject("databases").putObject("main").put("url", "${DATABASE_URL}");
    if (publicKey != null) {
      ObjectNode vault = project.putObject("status").putObject("vault");
      vault.put("publicKey", publicKey);
      List.of(names).forEach(vault.putArray("names")::add);
    }
    return project.toString();
  }

  private StkRun.In in() {
    return StkRun.In.folder(folder)
        .variable("KUBECONFIG", api.kubeconfig(folder, "prod").toString())
        .variable("HOME", folder.toString());
  }

  private String opened(Request patch, String name) throws VaultRefused {
    String text =
        new String(
            Base64.getDecoder().decode(patch.json().path("data").path(name).asText()),
            StandardCharsets.UTF_8);
    return keyset.open(new SecretAddress("prod", "shop", name), Sealed.parse(text));
  }

  @Test
  void a_piped_value_is_sealed_and_one_key_of_one_secret_is_patched() throws VaultRefused {
    StkRun run = in().input("k-1\n").stk("secret", "set", "API_KEY").exits(ExitCode.DONE);

    assertThat(run.out()).isEqualTo("API_KEY set in shop/prod\n");
    assertThat(api.requests())
        .extracting(request -> request.line().replaceFirst("\\?.*", ""))
        .containsExactly("GET " + PROJECT, "PATCH " + VAULT);
    Request patch = api.requests("PATCH").getFirst();
    assertThat(patch.contentType()).isEqualTo("application/merge-patch+json");
    assertThat(patch.json().properties()).extracting(Map.Entry::getKey).containsExactly("data");
    assertThat(patch.json().path("data").size()).isEqualTo(1);
    assertThat(opened(patch, "API_KEY")).isEqualTo("k-1");
  }

  @Test
  void a_file_is_read_as_it_is_but_for_one_line_end() throws Exception {
    Files.writeString(folder.resolve("key.pem"), "one\ntwo\n\n");

    in().stk("secret", "set", "TLS_KEY", "--from-file", "key.pem", "--yes").exits(ExitCode.DONE);

    assertThat(opened(api.requests("PATCH").getFirst(), "TLS_KEY")).isEqualTo("one\ntwo\n");
  }

  @Test
  void a_file_without_a_yes_is_not_taken_where_nobody_can_be_asked() throws IOException {
    Files.writeString(folder.resolve("key.pem"), "one");

    in().stk("secret", "set", "TLS_KEY", "--from-file", "key.pem")
        .exits(ExitCode.USAGE)
        .complains("--yes");
    assertThat(api.requests("PATCH")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"API_KEY=k-1", "api-key", "1A"})
  void a_name_that_is_none_is_refused_without_being_repeated(String name) {
    StkRun run = in().input("v").stk("secret", "set", name).exits(ExitCode.USAGE);

    assertThat(run.err()).doesNotContain(name).doesNotContain("k-1");
    assertThat(api.requests()).isEmpty();
  }

  @Test
  void a_value_in_the_place_of_the_folder_is_refused_without_being_repeated() {
    StkRun run = in().stk("secret", "set", "API_KEY", "hidden").exits(ExitCode.USAGE);

    assertThat(run.err()).doesNotContain("hidden").contains("--from-file");
    assertThat(api.requests()).isEmpty();
  }

  @Test
  void an_empty_a_binary_and_a_large_value_change_nothing() throws IOException {
    in().input("\n").stk("secret", "set", "A").exits(ExitCode.FAILED).complains("empty");
    in().input("x".repeat(64 * 1024 + 1))
        .stk("secret", "set", "A")
        .exits(ExitCode.FAILED)
        .complains("64 KiB");
    in().input("x".repeat(80 * 1024))
        .stk("secret", "set", "A")
        .exits(ExitCode.FAILED)
        .complains("64 KiB");
    Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, 0});
    in().stk("secret", "set", "A", "--from-file", "binary", "-y")
        .exits(ExitCode.FAILED)
        .complains("not text in UTF-8");

    assertThat(api.requests("PATCH")).isEmpty();
  }

  @Test
  void a_person_is_asked_and_types_the_value_unseen() throws VaultRefused {
    StringWriter err = new StringWriter();
    int code = person("y\n", name -> Optional.of("typed"), err, "set", "API_KEY");

    assertThat(code).as(err.toString()).isZero();
    assertThat(err.toString()).isEqualTo("set API_KEY in shop/prod? (y/N) ");
    assertThat(opened(api.requests("PATCH").getFirst(), "API_KEY")).isEqualTo("typed");
  }

  @Test
  void who_says_no_types_nothing() {
    StringWriter err = new StringWriter();
    int code =
        person(
            "n\n",
            name -> {
              throw new AssertionError("asked for a value");
            },
            err,
            "set",
            "API_KEY");

    assertThat(code).isEqualTo(ExitCode.FAILED.number());
    assertThat(api.requests("PATCH")).isEmpty();
  }

  @Test
  void where_typing_would_be_seen_nothing_is_typed() {
    StringWriter err = new StringWriter();
    int code = person("y\n", name -> Optional.empty(), err, "set", "API_KEY");

    assertThat(code).isEqualTo(ExitCode.USAGE.number());
    assertThat(err.toString()).contains("cannot be typed here without being seen");
  }

  private int person(String answer, Unseen unseen, StringWriter err, String... arguments) {
    StkRun.In in = in();
    InputStream input = new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8));
    Terminal terminal =
        new Terminal(
            new PrintWriter(new StringWriter()),
            new PrintWriter(err),
            input,
            folder.toAbsolutePath(),
            in.environment(),
            false,
            true);
    Failures failures = new Failures(terminal);
    CommandLine secret =
        Secret.command(terminal, unseen)
            .setExecutionExceptionHandler(failures)
            .setParameterExceptionHandler(failures);
    return secret.execute(arguments);
  }

  @Test
  void a_new_project_is_waited_for_until_it_has_a_key() throws Exception {
    api.answers("GET " + PROJECT, resource(null));
    Thread operator =
        Thread.ofVirtual()
            .start(() -> {
              while (api.requests("GET").size() < 2) {
                Thread.onSpinWait();
              }
              api.answers("GET " + PROJECT, resource(keyset.sealingKey().text()));
            });

    in().input("v").stk("secret", "set", "A").exits(ExitCode.DONE);
    operator.join();
  }

  @Test
  void a_project_that_gets_no_key_in_time_says_what_to_look_at() {
    api.answers("GET " + PROJECT, resource(null));

    in().input("v")
        .stk("secret", "set", "A", "--timeout", "300ms")
        .exits(ExitCode.TIMED_OUT)
        .complains("shop/prod has no key to seal secrets with")
        .complains("does it watch the namespace prod?");
  }

  @Test
  void a_project_that_is_not_there_and_a_right_that_is_lacking_have_codes_of_their_own() {
    api.refuses("GET " + PROJECT, 404, "NotFound", "santokitprojects \"shop\" not found");
    in().input("v")
        .stk("secret", "set", "A")
        .exits(ExitCode.NOT_FOUND)
        .complains("no project shop");

    api.answers("GET " + PROJECT, resource(keyset.sealingKey().text()))
        .refuses(
            "PATCH " + VAULT,
            403,
            "Forbidden",
            "secrets \"shop-vault\" is forbidden: User \"ann\" cannot patch resource \"secrets\" in"
                + " API group \"\" in the namespace \"prod\"");
    in().input("v")
        .stk("secret", "set", "A")
        .exits(ExitCode.NOT_PERMITTED)
        .complains("ann may not patch secrets in namespace prod")
        .complains("grant the Role shop-vault-writer");
  }

  @Test
  void a_dry_run_asks_the_cluster_and_changes_nothing() {
    in().input("v")
        .stk("secret", "set", "A", "--dry-run")
        .exits(ExitCode.DONE)
        .prints("A could be");

    assertThat(api.requests("PATCH").getFirst().line()).contains("dryRun=All");
  }

  @Test
  void a_list_has_what_is_set_and_what_is_missing_even_for_who_may_not_see_functions() {
    api.answers("GET " + PROJECT, resource(keyset.sealingKey().text(), "API_KEY"));

    StkRun run = in().stk("secret", "list").exits(ExitCode.DONE);

    assertThat(run.out().lines())
        .containsExactly(
            "NAME           STATE     USED BY",
            "API_KEY        set       -",
            "DATABASE_URL   missing   config");
  }

  @Test
  void a_list_names_what_functions_ask_for() throws IOException {
    api.answers(
        "GET " + BUNDLES,
        """
        {"kind": "LogicBundleList", "apiVersion": "santokit.dev/v1alpha1", "metadata": {}, "items": [
          {"kind": "LogicBundle", "apiVersion": "santokit.dev/v1alpha1", "metadata": {"name": "shop.a.b"},
           "spec": {"project": "shop", "path": "a/b", "type": "js", "config": {"secrets": ["API_KEY"]},
                    "source": {"inline": ""}}}]}
        """);

    StkRun run = in().stk("secret", "list", "-o", "json").exits(ExitCode.DONE);

    assertThat(new ObjectMapper().readTree(run.out()))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    [{"name": "API_KEY", "set": false, "usedBy": ["logic"]},
                     {"name": "DATABASE_URL", "set": false, "usedBy": ["config"]}]
                    """));
  }

  @Test
  void to_delete_patches_the_key_away() {
    api.answers("GET " + PROJECT, resource(keyset.sealingKey().text(), "OLD"));

    in().stk("secret", "delete", "OLD", "--yes")
        .exits(ExitCode.DONE)
        .prints("OLD deleted from shop/prod");

    Request patch = api.requests("PATCH").getFirst();
    assertThat(patch.body()).isEqualTo("{\"data\":{\"OLD\":null}}");
  }

  @Test
  void to_delete_asks_and_says_when_the_configuration_names_it() {
    api.answers("GET " + PROJECT, resource(keyset.sealingKey().text(), "DATABASE_URL"));

    in().answering("n\n")
        .stk("secret", "delete", "DATABASE_URL")
        .exits(ExitCode.FAILED)
        .complains("delete DATABASE_URL from shop/prod, which the configuration names? (y/N)");
    assertThat(api.requests("PATCH")).isEmpty();
  }

  @Test
  void to_delete_what_is_not_there_is_not_found() {
    in().stk("secret", "delete", "ABSENT", "--yes")
        .exits(ExitCode.NOT_FOUND)
        .complains("no secret ABSENT in shop/prod");
  }
}
