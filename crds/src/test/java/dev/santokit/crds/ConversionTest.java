package dev.santokit.crds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.crds.bundle.Bundles;
import dev.santokit.crds.bundle.LogicBundle;
import dev.santokit.crds.plan.Plans;
import dev.santokit.crds.plan.SchemaPlan;
import dev.santokit.crds.project.Projects;
import dev.santokit.crds.project.SantokitProject;
import dev.santokit.project.Project;
import dev.santokit.project.logic.LogicFunction;
import dev.santokit.project.logic.Surroundings;
import dev.santokit.project.problem.Problem;
import dev.santokit.project.problem.Problems;
import dev.santokit.project.schema.Approval;
import dev.santokit.project.schema.Decision;
import dev.santokit.project.schema.SchemaPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files and resources mean the same. */
class ConversionTest {

  private static final int SEEDS = 200;

  @TempDir Path folder;
  private final Problems problems = new Problems();

  @ParameterizedTest
  @ValueSource(strings = {"hello", "shop"})
  void a_sample_means_the_same_as_resources(String sample) {
    Project files = Conversion.files(Path.of("../samples", sample));
    Conversion.assertSame(files, UnaryOperator.identity());
    Conversion.assertSame(files, Conversion::asStored);
  }

  @Test
  void generated_projects_mean_the_same_as_resources() {
    for (long seed = 0; seed < SEEDS; seed++) {
      Path project = folder.resolve("seed-" + seed);
      GeneratedProject.write(seed, project);
      try {
        Project files = Conversion.files(project);
        Conversion.assertSame(files, UnaryOperator.identity());
        Conversion.assertSame(files, Conversion::asStored);
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("with seed " + seed + ": " + e.getMessage(), e);
      }
    }
  }

  @Test
  void a_bundle_says_no_more_than_its_file() throws IOException {
    write("logic/users/get.sql", "SELECT 1");
    write("logic/users/top.js", "/** access: admin */\nexport default () => 1;\n");
    var bundles = Conversion.bundles(files());
    assertThat(Conversion.json(bundles.getFirst()))
        .isEqualTo(
            Samples.json(
                """
                apiVersion: santokit.dev/v1alpha1
                kind: LogicBundle
                metadata:
                  name: shop.users.get
                  labels: {santokit.dev/project: shop}
                spec:
                  project: shop
                  path: users/get
                  type: sql
                  source: {inline: SELECT 1, file: logic/users/get.sql, line: 1}
                """));
    assertThat(Conversion.json(bundles.getLast()).get("spec"))
        .isEqualTo(
            Samples.json(
                """
                project: shop
                path: users/top
                type: js
                config: {access: [admin]}
                source: {inline: "export default () => 1;\\n", file: logic/users/top.js, line: 2}
                """));
  }

  @Test
  void a_project_says_what_its_files_say() throws IOException {
    write(
        "config/databases.yaml",
        "main: {url: '${DATABASE_URL}', schema: {policy: {approval: Never}}}\n");
    write("config/project.yaml", "runtime: {replicas: 3}\nrelease: {historyLimit: 2}\n");
    assertThat(Conversion.json(Conversion.project(files())))
        .isEqualTo(
            Samples.json(
                """
                apiVersion: santokit.dev/v1alpha1
                kind: SantokitProject
                metadata:
                  name: shop
                  labels: {santokit.dev/project: shop}
                spec:
                  databases: {main: {url: "${DATABASE_URL}"}}
                  runtime: {replicas: 3}
                  release: {historyLimit: 2}
                """));
  }

  @Test
  void a_plan_says_what_the_files_of_its_database_say() throws IOException {
    write(
        "config/databases.yaml",
        "audit_log: {url: '${X}', schema: {policy: {approval: Never}, driftCheckInterval: 1h}}\n");
    write("schema/audit_log/a.hcl", "# a\n");
    write("schema/audit_log/b.hcl", "# b\n");
    write("schema/migrations/audit_log/V10__b.sql", "SELECT 2;\n");
    write("schema/migrations/audit_log/V2__a.sql", "SELECT 1;\n");
    SchemaPlan plan = Plans.of(files(), "audit_log", problems);
    assertThat(problems.sorted()).isEmpty();
    assertThat(Conversion.json(plan))
        .isEqualTo(
            Samples.json(
                """
                apiVersion: santokit.dev/v1alpha1
                kind: SchemaPlan
                metadata:
                  name: shop-audit-log
                  labels: {santokit.dev/project: shop}
                spec:
                  project: shop
                  database: audit_log
                  schema: {files: [{name: a.hcl, hcl: "# a\\n"}, {name: b.hcl, hcl: "# b\\n"}]}
                  migrations:
                    - {name: V2__a.sql, sql: "SELECT 1;\\n"}
                    - {name: V10__b.sql, sql: "SELECT 2;\\n"}
                  policy: {approval: Never}
                  driftCheckInterval: 1h
                """));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          project   | runtime: {replicas: two}            | 1:21: runtime.replicas has a value that does not fit it [WRONG_TYPE]
          project   | runtime: {replicas: "2"}            | 1:21: runtime.replicas has a value that does not fit it [WRONG_TYPE]
          project   | runtime: {autoscaling: {max: 3}}    | 1:25: unknown key "runtime.autoscaling.max" [UNKNOWN_KEY]
          project   | runtime: {env: [{name: X}, 5]}      | 1:28: runtime.env has a value that does not fit it [WRONG_TYPE]
          """)
  void what_a_resource_cannot_hold_is_told_with_its_place(String file, String yaml, String expected)
      throws IOException {
    write("config/" + file + ".yaml", yaml);
    assertThat(Projects.of(files(), problems)).isNull();
    assertThat(lines()).containsExactly("config/" + file + ".yaml:" + expected);
  }

  @Test
  void a_policy_that_a_plan_cannot_hold_is_told_with_its_place() throws IOException {
    write("config/databases.yaml", "main: {url: '${X}', schema: {policy: {aproval: Never}}}\n");
    write("schema/main.hcl", "# a\n");
    assertThat(Plans.of(files(), "main", problems)).isNull();
    assertThat(lines())
        .containsExactly(
            "config/databases.yaml:1:39: unknown key \"policy.aproval\" [UNKNOWN_KEY]");
  }

  @Test
  void a_function_that_no_resource_holds_is_refused_where_it_stands() throws IOException {
    write("logic/a/long.sql", "-- access: public\nSELECT '" + "x".repeat(716_800) + "'");
    write(
        "logic/a/words.sql",
        "---\ntags: ['']\ndescription: " + "x".repeat(4097) + "\n---\nSELECT 1");
    write(
        "logic/a/large.js",
        "import '../../lib/a.js';\nimport '../../lib/b.js';\nexport default 1;\n");
    write("lib/a.js", "// " + "€".repeat(250_000));
    write("lib/b.js", "// " + "€".repeat(250_000));
    write("logic/a/right.sql", "SELECT 1");
    files()
        .functions()
        .forEach(function -> {
          boolean fits = function.path().value().equals("a/right");
          assertThat(Bundles.of("shop", function, problems) != null).isEqualTo(fits);
        });
    assertThat(lines())
        .containsExactly(
            "logic/a/large.js:1:1: the function and its modules have 1464 KiB, a resource holds 1400"
                + " [FILE_TOO_LARGE]",
            "logic/a/long.sql:1:1: the text has more than 716800 characters, which a resource holds"
                + " [FILE_TOO_LARGE]",
            "logic/a/words.sql:1:1: a tag has from 1 to 100 characters [INVALID_VALUE]",
            "logic/a/words.sql:1:1: the description has more than 4096 characters [INVALID_VALUE]");
  }

  @Test
  void a_schema_that_no_plan_holds_is_refused() throws IOException {
    write("schema/main/a.hcl", "# " + "x".repeat(600_000));
    write("schema/main/b.hcl", "# " + "x".repeat(600_000));
    assertThat(Plans.of(files(), "main", problems)).isNull();
    assertThat(lines())
        .containsExactly(
            "schema/main/a.hcl:1:1: the schema of \"main\" has more than 1024 KiB in all"
                + " [FILE_TOO_LARGE]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          databases: {main: {url: "postgres://a:pw@b/c"}}       | spec.databases.main.url: the password in url is a secret and stands in the file [CONFIG_LITERAL_SECRET]
          databases: {main: {secretRef: {name: x, urlKey: y}}}  | spec.databases.main.secretRef: taking a database from the Secret of another tool is not supported yet [NOT_YET_SUPPORTED]
          databases: {main: {url: "${X}", readUrl: "mysql://x"}} | spec.databases.main.readUrl: a database's url begins with postgres:// or postgresql:// [CONFIG_DATABASE_URL]
          auth: {jwt: {secret: abc}}                            | spec.auth.jwt.secret: jwt.secret is a secret and stands in the file [CONFIG_LITERAL_SECRET]
          auth: {jwt: {}}                                       | spec.auth.jwt: the key "secret" is missing [MISSING_KEY]
          auth: {jtw: {}}                                       | spec.auth.jtw: unknown key "jtw" in auth [UNKNOWN_KEY]
          storage: {buckets: {}}                                | spec.storage: storing files is not supported yet [NOT_YET_SUPPORTED]
          cors: {origins: ["*"], credentials: true}             | spec.cors.credentials: with credentials for any origin every page of the web acts as its visitor [INVALID_VALUE]
          headers: {ETag: b}                                    | spec.headers.ETag: the server sets ETag itself [INVALID_VALUE]
          egress: ["*"]                                         | spec.egress[0]: "*" is no host [INVALID_VALUE]
          rateLimit: 100/y                                      | spec.rateLimit: rateLimit must be from 1 to 1000000 calls in a second, minute, hour or day [INVALID_VALUE]
          network: {host: api.example.com}                      | spec.network.host: a host name of the project's own is not supported yet [NOT_YET_SUPPORTED]
          network: {trustedProxies: [10.0.0.0/33]}              | spec.network.trustedProxies[0]: "10.0.0.0/33" is no address and no range of addresses [INVALID_VALUE]
          vault: {keySecretRef: {name: x}}                      | spec.vault: a vault with a key or values of one's own is not supported yet [NOT_YET_SUPPORTED]
          limits: {jsAllocation: 5}                             | spec.limits.jsAllocation: jsAllocation must be from 1Mi to 1Ti [INVALID_VALUE]
          limits: {callTimeout: 2h}                             | spec.limits.callTimeout: callTimeout must be from 1ms to 1h [INVALID_VALUE]
          release: {source: Image}                              | spec.release.source: a release from an image is not supported yet [NOT_YET_SUPPORTED]
          release: {pin: 3}                                     | spec.release.pin: serving an earlier release is not supported yet [NOT_YET_SUPPORTED]
          """)
  void what_is_wrong_with_a_configuration_names_its_field(String spec, String expected) {
    assertThat(Projects.config(project(spec), problems)).isNull();
    assertThat(lines()).containsExactly(expected);
  }

  @Test
  void what_is_wrong_with_permissions_names_its_field() {
    var project =
        project("permissions: {tables: {users: {selct: [public]}, nodb.users: {select: [a]}}}");
    assertThat(Projects.permissions(project, Set.of("main"), problems)).isNull();
    assertThat(lines())
        .containsExactly(
            "spec.permissions.tables.nodb.users: there is no database \"nodb\" in"
                + " config/databases.yaml [UNKNOWN_DATABASE]",
            "spec.permissions.tables.users.selct: unknown key \"selct\" in table users [UNKNOWN_KEY]");
  }

  @Test
  void a_project_without_a_spec_configures_nothing() {
    var project = new SantokitProject();
    assertThat(Projects.config(project, problems)).isNotNull();
    assertThat(Projects.permissions(project, null, problems)).isNotNull();
    assertThat(problems.sorted()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          sql | inline: "SELECT\\n  'open", file: logic/users/get.sql, line: 7            | logic/users/get.sql:8:3: [SQL_
          sql | inline: "SELECT 'open", file: logic/users/get.sql, line: 7, column: 20   | logic/users/get.sql:7:27: [SQL_
          sql | inline: "SELECT\\n  'open"                                               | shop.users.get:2:3: [SQL_
          sql | inline: "SELECT\\n  'open", line: 7                                      | shop.users.get:2:3: [SQL_
          sql | inline: "SELECT :id", file: logic/users/get.sql, line: 7                 | logic/users/get.sql:7:8: [PARAMETER_UNDECLARED
          sql | inline: "/* --- access: public --- */ SELECT 1", file: f.sql, line: 7     | f.sql:7:1: [FRONT_MATTER_TWICE
          js  | inline: "import './x.js';\\nexport default 1;", file: f.js, line: 7        | f.js:7:8: [MODULE_NOT_FOUND
          js  | inline: "import '../../lib/x.js';\\nexport default 1;", modules: {lib/x.js: "import './y.js'"} | lib/x.js:1:8: [MODULE_NOT_FOUND
          js  | inline: "1", file: f.js, line: 7                                         | f.js:7:1: [JS_NO_DEFAULT_EXPORT
          wasm | base64: AGFzbQ==                                                        | shop.users.get:1:1: [WASM_INVALID
          wasm | base64: "AGF%"                                                          | shop.users.get:1:1: [WASM_INVALID
          """)
  void what_is_wrong_with_a_body_is_told_where_it_stands(
      String type, String source, String expected) {
    assertThat(Bundles.function(bundle(type, "{}", source), null, problems)).isNull();
    var error = problems.sorted().stream().filter(Problem::isError).toList();
    assertThat(error).hasSize(1);
    assertThat(error.getFirst().range() + ": [" + error.getFirst().code()).startsWith(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {cache: 60s}                                  | not everyone may call this function, so its answers are not kept for everyone [CACHE_NOT_PUBLIC]
          {schedule: 5m}                                | a schedule is not supported yet [NOT_YET_SUPPORTED]
          {target: logs}                                | there is no database "logs" in config/databases.yaml [UNKNOWN_DATABASE]
          {timeout: 11s}                                | timeout is more than limits.callTimeout, 10000 ms [INVALID_VALUE]
          {access: owner}                               | "owner" is a rule about rows, no role [INVALID_VALUE]
          {params: {id: {type: int, default: x}}}       | default of "id": must be an integer, not a string [INVALID_VALUE]
          {params: {user_id: {type: int}}}              | "user_id" is bound by the server and cannot be declared [PARAMETER_RESERVED]
          {secrets: [DATABASE_URL], access: public}     | the configuration uses DATABASE_URL, so logic cannot read it [SECRET_OF_CONFIG]
          """)
  void what_is_wrong_with_settings_is_told_as_of_a_file(String config, String expected) {
    var surroundings =
        new Surroundings(Set.of("main"), Duration.ofSeconds(10), Set.of("DATABASE_URL"));
    var placed = bundle("sql", config, "inline: SELECT 1, file: logic/users/get.sql, line: 7");
    assertThat(Bundles.function(placed, surroundings, problems)).isNull();
    assertThat(Bundles.function(bundle("sql", config, "inline: SELECT 1"), surroundings, problems))
        .isNull();
    assertThat(problems.sorted().stream().filter(Problem::isError).map(Problem::line))
        .containsExactly("logic/users/get.sql:1:1: " + expected, "shop.users.get:1:1: " + expected);
  }

  @Test
  void a_module_that_nothing_imports_is_not_part_of_the_function() {
    LogicFunction function =
        Bundles.function(
            bundle("js", "{}", "inline: 'export default 1;', modules: {lib/unused.js: '1'}"),
            null,
            problems);
    assertThat(function.source().modules()).isEmpty();
  }

  @Test
  void half_a_character_is_no_text_of_a_function() {
    assertThat(
            Bundles.function(bundle("sql", "{}", "inline: \"SELECT '\\uD800'\""), null, problems))
        .isNull();
    assertThat(problems.sorted().stream().filter(Problem::isError).map(Problem::line))
        .containsExactly("shop.users.get:1:1: the text is no valid Unicode [INVALID_VALUE]");
  }

  @Test
  void the_policy_of_a_plan_has_the_defaults_of_the_project_model() {
    assertThat(Plans.policy(null)).isEqualTo(SchemaPolicy.DEFAULT);
    assertThat(Plans.policy(plan("{}").getSpec().policy())).isEqualTo(SchemaPolicy.DEFAULT);
  }

  @Test
  void the_policy_of_a_plan_means_what_it_says() {
    SchemaPlan plan =
        plan(
            "{approval: Always, hazards: {DROP_TABLE: deny, INDEX_BUILD: allow}, largeTable: 5M,"
                + " lockTimeout: 250ms, statementTimeout: 1h, concurrentIndexes: false,"
                + " exclude: [\"audit_*\"]}");

    assertThat(Plans.policy(plan.getSpec().policy()))
        .isEqualTo(
            new SchemaPolicy(
                Approval.ALWAYS,
                new TreeMap<>(Map.of("DROP_TABLE", Decision.DENY, "INDEX_BUILD", Decision.ALLOW)),
                5_000_000,
                Duration.ofMillis(250),
                Duration.ofHours(1),
                false,
                List.of("audit_*")));
  }

  private static SchemaPlan plan(String policy) {
    return Samples.typed(
        """
        apiVersion: santokit.dev/v1alpha1
        kind: SchemaPlan
        metadata: {name: shop-main}
        spec: {project: shop, database: main, schema: {files: []}, policy: %s}
        """
            .formatted(policy),
        SchemaPlan.class);
  }

  private static LogicBundle bundle(String type, String config, String source) {
    return Samples.typed(
        """
        apiVersion: santokit.dev/v1alpha1
        kind: LogicBundle
        metadata: {name: shop.users.get}
        spec: {project: shop, path: users/get, type: %s, config: %s, source: {%s}}
        """
            .formatted(type, config, source),
        LogicBundle.class);
  }

  private static SantokitProject project(String spec) {
    return Samples.typed(
        """
        apiVersion: santokit.dev/v1alpha1
        kind: SantokitProject
        metadata: {name: shop}
        spec: {%s}
        """
            .formatted(spec),
        SantokitProject.class);
  }

  private List<String> lines() {
    return problems.sorted().stream().map(Problem::line).toList();
  }

  private Project files() throws IOException {
    write("stk.config.json", "{\"project_id\": \"shop\"}");
    if (!Files.exists(folder.resolve("config/databases.yaml"))) {
      write("config/databases.yaml", "main: {url: '${DATABASE_URL}'}\n");
    }
    return Conversion.files(folder);
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
