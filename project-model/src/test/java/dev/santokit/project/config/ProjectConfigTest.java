package dev.santokit.project.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.project.config.Auth.Issuer;
import dev.santokit.project.config.Auth.Jwt;
import dev.santokit.project.file.ProjectFolder;
import dev.santokit.project.logic.RateLimit;
import dev.santokit.project.problem.Problem;
import dev.santokit.project.problem.Problems;
import dev.santokit.project.yaml.Node;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectConfigTest {

  @TempDir Path project;

  private final Problems problems = new Problems();

  @Test
  void a_project_without_files_has_the_defaults() {
    assertThat(read()).isEqualTo(ProjectConfig.DEFAULT);
    assertThat(problems.sorted()).isEmpty();
  }

  @Test
  void all_that_is_known_is_read() throws IOException {
    write(
        "databases.yaml",
        """
        main:
          url: ${DATABASE_URL}
          readUrl: ${REPLICA_URL}
          pool: {max: 5, total: 40, mode: transaction}
        logs:
          url: postgres://reader:${LOGS_PASSWORD}@logs.internal:6432/logs?sslmode=require
        """);
    write(
        "auth.yaml",
        """
        jwt: {secret: '${JWT_SECRET}', previousSecrets: ['${OLD_SECRET}'], expiresIn: 15m}
        issuers:
          - issuer: https://login.example.com/
            jwksUri: https://login.example.com/keys
            audience: [shop, admin]
            rolesClaim: https://example.com/roles
            algorithms: [ES256]
          - {issuer: 'http://localhost:8180/realms/shop', audience: shop}
        """);
    write(
        "project.yaml",
        """
        limits:
          callTimeout: 1m30s
          maxRequestBody: 512Ki
          bufferedBody: 2Mi
          maxBody: 64Mi
          maxRows: 500
          jsAllocation: 512Mi
        json: {int8: string, numeric: number}
        cors: {origins: ["https://App.example.com:443", "*.example.com:8443"], credentials: true}
        headers: {X-Frame-Options: DENY}
        egress: [api.example.com, "*.example.com:8443", {host: "minio:9000", private: true}]
        rateLimit: 100/m
        docs: "off"
        network: {trustedProxies: [10.1.2.3/8]}
        """);

    var databases = new TreeMap<String, Database>();
    databases.put(
        "main",
        new Database(
            new SecretText("${DATABASE_URL}"),
            new SecretText("${REPLICA_URL}"),
            new Pool(5, 40, Pool.Mode.TRANSACTION),
            null));
    databases.put(
        "logs",
        new Database(
            new SecretText(
                "postgres://reader:${LOGS_PASSWORD}@logs.internal:6432/logs?sslmode=require"),
            Pool.DEFAULT));
    assertThat(read())
        .isEqualTo(
            new ProjectConfig(
                databases,
                new Auth(
                    new Jwt(
                        new SecretText("${JWT_SECRET}"),
                        List.of(new SecretText("${OLD_SECRET}")),
                        Duration.ofMinutes(15)),
                    List.of(
                        new Issuer(
                            "https://login.example.com/",
                            URI.create("https://login.example.com/keys"),
                            List.of("shop", "admin"),
                            "https://example.com/roles",
                            List.of("ES256")),
                        new Issuer(
                            "http://localhost:8180/realms/shop",
                            null,
                            List.of("shop"),
                            null,
                            Issuer.DEFAULT_ALGORITHMS))),
                new Limits(Duration.ofSeconds(90), 512 << 10, 2 << 20, 64 << 20, 500, 512L << 20),
                new JsonNumbers(JsonNumbers.Form.STRING, JsonNumbers.Form.NUMBER),
                new Cors(List.of("https://app.example.com", "https://*.example.com:8443"), true),
                new TreeMap<>(Map.of("X-Frame-Options", "DENY")),
                List.of(
                    new EgressHost("api.example.com", 443, false),
                    new EgressHost("*.example.com", 8443, false),
                    new EgressHost("minio", 9000, true)),
                new RateLimit(100, Duration.ofMinutes(1), RateLimit.Key.USER),
                Docs.OFF,
                List.of(AddressRange.parse("10.0.0.0/8").orElseThrow())));
    assertThat(problems.sorted()).isEmpty();
    assertThat(ProjectConfig.fromJson("config.json", read().toJson().toString(), problems))
        .isEqualTo(read());
    assertThat(read().secretNames())
        .containsExactly(
            "DATABASE_URL", "JWT_SECRET", "LOGS_PASSWORD", "OLD_SECRET", "REPLICA_URL");
  }

  @Test
  void the_server_reads_what_was_written_for_it() throws IOException {
    write("databases.yaml", "main: {url: '${DATABASE_URL}', pool: {total: 3}}");
    write("auth.yaml", "jwt: {secret: '${JWT_SECRET}'}");

    ProjectConfig config = read();
    String json = config.toJson().toString();

    assertThat(json)
        .isEqualTo(
            """
            {"databases":{"main":{"url":"${DATABASE_URL}",\
            "pool":{"max":10,"total":3,"mode":"session"}}},\
            "auth":{"jwt":{"secret":"${JWT_SECRET}","previousSecrets":[],"expiresIn":"3600000ms"}},\
            "limits":{"callTimeout":"10000ms","maxRequestBody":1048576,"bufferedBody":1048576,\
            "maxBody":33554432,"maxRows":1000,"jsAllocation":1073741824},\
            "json":{"int8":"number","numeric":"number"},"docs":"authenticated"}\
            """);
    assertThat(ProjectConfig.fromJson("config.json", json, problems)).isEqualTo(config);
    assertThat(problems.sorted()).isEmpty();
  }

  @Test
  void the_defaults_survive_the_way_to_the_server() {
    String json = ProjectConfig.DEFAULT.toJson().toString();
    assertThat(ProjectConfig.fromJson("config.json", json, problems))
        .isEqualTo(ProjectConfig.DEFAULT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          databases | [main]                                   | 1:1: databases must be a mapping of aliases, not a list [WRONG_TYPE]
          databases | {Main: {url: "${X}"}}                    | 1:2: "Main" is no alias of a database [INVALID_VALUE]
          databases | main: {}                                 | 1:7: the key "url" is missing [MISSING_KEY]
          databases | {main: {ulr: "${X}", url: "${X}"}}       | 1:9: unknown key "ulr" in database main [UNKNOWN_KEY]
          databases | {main: {url: 5}}                         | 1:14: url must be a string, not the number 5 [WRONG_TYPE]
          databases | {main: {url: "${x}"}}                    | 1:14: the name of a secret is made of A-Z, 0-9 and _, with no digit first [CONFIG_SECRET_REFERENCE]
          databases | {main: {url: "${X"}}                     | 1:14: a ${ is never closed [CONFIG_SECRET_REFERENCE]
          databases | {main: {url: "mysql://a@b/c"}}           | 1:14: a database's url begins with postgres:// or postgresql:// [CONFIG_DATABASE_URL]
          databases | {main: {url: "postgres://a:pw@b/c"}}     | 1:14: the password in url is a secret and stands in the file [CONFIG_LITERAL_SECRET]
          databases | {main: {url: "postgres://a:1@b/c"}}      | 1:14: the password in url is a secret and stands in the file [CONFIG_LITERAL_SECRET]
          databases | {main: {url: "postgres://a:x${P}@b/c"}}  | 1:14: the password in url is a secret and stands in the file [CONFIG_LITERAL_SECRET]
          databases | {main: {url: "${X}", readUrl: "postgres://a:pw@b/c"}} | 1:31: the password in readUrl is a secret and stands in the file [CONFIG_LITERAL_SECRET]
          databases | {main: {url: "${X}", schema: {polcy: 1}}} | 1:31: unknown key "polcy" in schema [UNKNOWN_KEY]
          databases | {main: {url: "${X}", schema: {driftCheckInterval: 5}}} | 1:51: driftCheckInterval must be a duration like 250ms, 10s, 5m, 1h30m or 1d, of at most 20 characters, not the number 5 [WRONG_TYPE]
          databases | {main: {url: "${X}", migration: {}}}     | 1:33: the key "url" is missing [MISSING_KEY]
          databases | {main: {url: "${X}", migration: {url: "postgres://a:pw@b/c"}}} | 1:39: the password in url is a secret and stands in the file [CONFIG_LITERAL_SECRET]
          databases | {main: {url: "${X}", migration: {url: "${Y}", devUrl: x}}} | 1:55: a database's url begins with postgres:// or postgresql:// [CONFIG_DATABASE_URL]
          databases | {main_: {url: "${X}"}}                   | 1:2: "main_" is no alias of a database [INVALID_VALUE]
          databases | {main: {url: "${X}", pool: {max: 0}}}    | 1:34: max must be an integer from 1 to 10000, not the number 0 [WRONG_TYPE]
          databases | {main: {url: "${X}", pool: {mode: x}}}   | 1:35: mode must be session or transaction, not the string "x" [WRONG_TYPE]
          auth      | jwt: {secret: abc}                       | 1:15: jwt.secret is a secret and stands in the file [CONFIG_LITERAL_SECRET]
          auth      | jwt: {secret: "x${JWT_SECRET}"}          | 1:15: jwt.secret is a secret and stands in the file [CONFIG_LITERAL_SECRET]
          auth      | jwt: {secret: "$${JWT_SECRET}"}          | 1:15: jwt.secret is a secret and stands in the file [CONFIG_LITERAL_SECRET]
          auth      | jwt: {}                                  | 1:6: the key "secret" is missing [MISSING_KEY]
          auth      | jwt: {secret: "${S}", previousSecrets: [a]} | 1:41: jwt.previousSecrets is a secret and stands in the file [CONFIG_LITERAL_SECRET]
          auth      | jwt: {secret: "${S}", expiresIn: 0s}     | 1:34: expiresIn must be from 1s to 3650d [INVALID_VALUE]
          auth      | issuers: [{issuer: "https://x.example"}]  | 1:11: the key "audience" is missing [MISSING_KEY]
          auth      | issuers: [{audience: shop}]              | 1:11: the key "issuer" is missing [MISSING_KEY]
          auth      | issuers: [{issuer: "http://x.example", audience: shop}] | 1:20: issuer must be an https address [INVALID_VALUE]
          auth      | issuers: [{issuer: "https://x.example", audience: []}] | 1:51: audience must name whom tokens are made for [INVALID_VALUE]
          auth      | issuers: [{issuer: "https://x.example", audience: a, jwksUri: "http://10.0.0.1/k"}] | 1:63: jwksUri must be an https address [INVALID_VALUE]
          auth      | issuers: [{issuer: "https://x.example", audience: a, algorithms: [HS256]}] | 1:67: an issuer's tokens are signed with a key pair, not with the string "HS256" [INVALID_VALUE]
          auth      | issuers: [{issuer: "https://x.example", audience: a, algorithms: [none]}] | 1:67: an issuer's tokens are signed with a key pair, not with the string "none" [INVALID_VALUE]
          auth      | issuers: [{issuer: "https://x.example", audience: a, algorithms: []}] | 1:66: with no algorithm no token is taken [INVALID_VALUE]
          auth      | issuers: [{issuer: "https://x.example", audience: a}, {issuer: "https://x.example", audience: b}] | 1:64: this issuer stands here twice [INVALID_VALUE]
          auth      | issuers: [{issuer: "https://x.example", audience: a, rolesclaim: r}] | 1:54: unknown key "rolesclaim" in issuer [UNKNOWN_KEY]
          project   | cors: {origins: ["*"], credentials: true} | 1:37: with credentials for any origin every page of the web acts as its visitor [INVALID_VALUE]
          project   | cors: {origins: ["https://a.example/x"]} | 1:18: "https://a.example/x" is no origin [INVALID_VALUE]
          project   | cors: {origins: [null]}                  | 1:18: origins takes texts, not nothing [WRONG_TYPE]
          project   | cors: {origins: ["null"]}                | 1:18: "null" is no origin [INVALID_VALUE]
          project   | cors: {origins: ["https://a.*.example"]} | 1:18: "https://a.*.example" is no origin [INVALID_VALUE]
          project   | headers: {"X Y": a}                      | 1:11: "X Y" is no name of a header [INVALID_VALUE]
          project   | headers: {X-Request-Id: a}               | 1:11: the server sets X-Request-Id itself [INVALID_VALUE]
          project   | headers: {Access-Control-Allow-Origin: "*"} | 1:11: the server answers Access-Control-Allow-Origin by what "cors" says [INVALID_VALUE]
          project   | headers: {X-A: a, x-a: b}                | 1:19: this header stands here twice, in other letters [INVALID_VALUE]
          project   | headers: {X-A: "a\\r\\nX-B: b"}            | 1:16: the header X-A has a value that no header can have [INVALID_VALUE]
          project   | headers: {X-A: "${KEY}"}                 | 1:16: every caller sees the header X-A, so it holds no secret [INVALID_VALUE]
          project   | headers: {X-A: 1}                        | 1:16: the header X-A must be a string, not the number 1 [WRONG_TYPE]
          project   | egress: ["https://api.example.com"]      | 1:10: "https://api.example.com" is no host [INVALID_VALUE]
          project   | egress: ["*"]                            | 1:10: "*" is no host [INVALID_VALUE]
          project   | egress: [127.1]                          | 1:10: egress takes texts, not the number 127.1 [WRONG_TYPE]
          project   | egress: [0x7f.1]                         | 1:10: "0x7f.1" is no host [INVALID_VALUE]
          project   | egress: ["a.example:0"]                  | 1:10: "a.example:0" is no host [INVALID_VALUE]
          project   | egress: [{private: true}]                | 1:10: the key "host" is missing [MISSING_KEY]
          project   | rateLimit: 0/m                           | 1:12: rateLimit must be from 1 to 1000000 calls in a second, minute, hour or day [INVALID_VALUE]
          project   | rateLimit: 5                             | 1:12: rateLimit must be a number of calls in a time, not the number 5 [WRONG_TYPE]
          project   | rateLimit: {limit: 5}                    | 1:12: the key "per" is missing [MISSING_KEY]
          project   | rateLimit: {limit: 5, per: 1m, key: me}  | 1:37: key must be user or ip or global, not the string "me" [WRONG_TYPE]
          project   | docs: yes                                | 1:7: docs must be public or authenticated or off, not the string "yes" [WRONG_TYPE]
          project   | network: {trustedProxies: [10.0.0.0/33]} | 1:28: "10.0.0.0/33" is no address and no range of addresses [INVALID_VALUE]
          project   | network: {trustedProxies: [proxy.internal]} | 1:28: "proxy.internal" is no address and no range of addresses [INVALID_VALUE]
          project   | network: {host: api.example.com}         | 1:11: a host name of the project's own is not supported yet [NOT_YET_SUPPORTED]
          project   | limits: {maxRows: 0}                     | 1:19: maxRows must be an integer from 1 to 1000000, not the number 0 [WRONG_TYPE]
          project   | limit: {}                                | 1:1: unknown key "limit" in project [UNKNOWN_KEY]
          project   | limits: {jsAllocation: 1}                | 1:24: jsAllocation must be from 1Mi to 1Ti [INVALID_VALUE]
          project   | limits: {callTimeout: 10}                | 1:23: callTimeout must be a duration like 250ms, 10s, 5m, 1h30m or 1d, of at most 20 characters, not the number 10 [WRONG_TYPE]
          project   | limits: {maxRequestBody: 2Gi}            | 1:26: maxRequestBody must be from 1 to 1Gi [INVALID_VALUE]
          project   | runtime: {replica: 2}                    | 1:11: unknown key "replica" in runtime [UNKNOWN_KEY]
          project   | release: {historyLimit: 101}             | 1:25: historyLimit must be an integer from 0 to 100, not the number 101 [WRONG_TYPE]
          project   | release: {manifest: x}                   | 1:11: unknown key "manifest" in release [UNKNOWN_KEY]
          project   | json: {int8: text}                       | 1:14: int8 must be number or string, not the string "text" [WRONG_TYPE]
          storage   | buckets: {}                              | 1:1: storing files is not supported yet [NOT_YET_SUPPORTED]
          database  | {}                                       | 1:1: no configuration has this name [CONFIG_UNKNOWN_FILE]
          """)
  void what_is_wrong_is_told_with_its_place(String file, String yaml, String expected)
      throws IOException {
    write(file + ".yaml", yaml);
    assertThat(read()).isNull();
    assertThat(problems.sorted())
        .extracting(Problem::line)
        .containsExactly("config/" + file + ".yaml:" + expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "session",
        "emailPassword",
        "providers",
        "roles",
        "defaultRole",
        "redirectUrls",
        "email",
        "database"
      })
  void what_users_need_is_refused_by_name_until_it_is_there(String key) throws IOException {
    write("auth.yaml", key + ": {}");
    assertThat(codesOf(read())).containsExactly("NOT_YET_SUPPORTED");
  }

  @ParameterizedTest
  @ValueSource(strings = {"host", "path", "gateway", "ingressClassName", "tls"})
  void how_a_project_is_reached_is_refused_by_name_until_it_is_there(String key)
      throws IOException {
    write("project.yaml", "network: {" + key + ": x}");
    assertThat(codesOf(read())).containsExactly("NOT_YET_SUPPORTED");
  }

  @Test
  void a_vault_of_ones_own_is_refused_by_name_until_it_is_there() throws IOException {
    write("project.yaml", "vault: {}");
    assertThat(codesOf(read())).containsExactly("NOT_YET_SUPPORTED");
  }

  @Test
  void the_owner_of_tables_is_a_secret_that_neither_logic_nor_the_server_sees() throws IOException {
    write(
        "databases.yaml",
        "main: {url: '${X}', migration: {url: '${OWNER_URL}', devUrl: '${SCRATCH_URL}'}}");
    ProjectConfig config = read();
    assertThat(config.secretNames()).containsExactly("OWNER_URL", "SCRATCH_URL", "X");
    assertThat(config.toJson().toString()).doesNotContain("OWNER_URL", "SCRATCH_URL");
  }

  @Test
  void what_the_files_say_is_kept_as_it_is_written() throws IOException {
    write("databases.yaml", "main: {url: '${X}', schema: {driftCheckInterval: 1h}}");
    write("project.yaml", "runtime: {replicas: 3}\nlimits: {maxRequestBody: 512Ki}");
    Node written = ProjectConfig.written(new ProjectFolder(project), problems);
    assertThat(written.toJson().toString().replace('"', '\''))
        .isEqualTo(
            "{'databases':{'main':{'url':'${X}','schema':{'driftCheckInterval':'1h'}}},"
                + "'runtime':{'replicas':3},'limits':{'maxRequestBody':'512Ki'}}");
    assertThat(read()).isNotNull();
  }

  @Test
  void all_errors_of_all_files_are_told_at_once() throws IOException {
    write("databases.yaml", "main: {url: 1}\nlogs: {url: 2}");
    write("auth.yaml", "jtw: {}");
    write("project.yaml", "&x {}");
    write("storage.yml", "");
    assertThat(read()).isNull();
    assertThat(problems.sorted())
        .extracting(p -> p.range().toString())
        .containsExactly(
            "config/auth.yaml:1:1",
            "config/databases.yaml:1:13",
            "config/databases.yaml:2:13",
            "config/project.yaml:1:1",
            "config/storage.yml:1:1");
  }

  @Test
  void an_error_holds_no_part_of_a_secret_that_was_written_into_a_url() throws IOException {
    write("databases.yaml", "main: {url: 'postgres://app:hunter2#/?x@host/db?sslmode=hunter2'}");
    assertThat(read()).isNull();
    assertThat(problems.sorted().toString()).doesNotContain("hunter2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "1", "{\"databases\":{}", "{\"databases\":[]}", "{\"a\":1}"})
  void a_config_json_that_is_none_is_refused(String json) {
    assertThat(ProjectConfig.fromJson("config.json", json, problems)).isNull();
    assertThat(problems.hasErrors()).isTrue();
  }

  @Test
  void a_pool_shares_its_total_among_servers_and_leaves_each_one_connection() {
    var pool = new Pool(10, 25, Pool.Mode.SESSION);
    assertThat(List.of(pool.perServer(1), pool.perServer(3), pool.perServer(100)))
        .isEqualTo(List.of(10, 8, 1));
    assertThat(Pool.DEFAULT.perServer(1000)).isEqualTo(10);
  }

  private List<String> codesOf(ProjectConfig refused) {
    assertThat(refused).isNull();
    return problems.sorted().stream().map(p -> p.code().name()).toList();
  }

  private ProjectConfig read() {
    return ProjectConfig.read(new ProjectFolder(project), problems);
  }

  private void write(String file, String text) throws IOException {
    Files.createDirectories(project.resolve("config"));
    Files.writeString(project.resolve("config").resolve(file), text);
  }
}
