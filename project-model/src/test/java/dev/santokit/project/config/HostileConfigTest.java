package dev.santokit.project.config;

import dev.santokit.project.Cases;
import dev.santokit.project.permissions.Permissions;
import dev.santokit.project.problem.Problems;
import dev.santokit.project.yaml.Node;
import dev.santokit.project.yaml.StrictYaml;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Configurations that nobody would write. A failure names the seed that makes the text again. */
class HostileConfigTest {

  private static final String URL = "postgres://app:hunter2@db.internal:5432/shop?sslmode=require";

  private static final String CONFIG =
      """
      databases:
        main: {url: "${DATABASE_URL}", readUrl: "${R}", pool: {max: 5, total: 9, mode: session}}
        logs: {url: "postgres://a:${PW}@h:1/d?sslmode=require"}
      auth: {jwt: {secret: "${S}", previousSecrets: ["${T}"], expiresIn: 1h}, issuers: [{issuer: "https://i.example", audience: [a], jwksUri: "https://k.example/k", rolesClaim: r, algorithms: [ES256]}]}
      limits: {callTimeout: 10s, maxRequestBody: 1Mi, bufferedBody: 2097152, maxBody: 1Gi, maxRows: 7, jsAllocation: 1Gi}
      cors: {origins: ["https://a.example", "*.b.example:8443"], credentials: true}
      headers: {X-Frame-Options: DENY}
      egress: ["api.example.com", "*.x.example:8443", {host: "[2001:db8::1]:80", private: true}]
      rateLimit: {limit: 5, per: 1m, key: ip}
      docs: "off"
      trustedProxies: ["10.0.0.0/8", "2001:db8::/32"]
      json: {int8: string, numeric: number}
      """;

  private static final String PERMISSIONS =
      """
      ownerColumn: {_default: user_id, main.app.posts: author_id}
      adminRole: boss
      prefixes: {c_: off, _: on}
      tables:
        _default: {select: [authenticated], update: [owner, admin]}
        main.app.posts: {select: [public], columns: {draft: {select: [owner]}}}
      """;

  private static final String[] PIECES = {
    "{",
    "}",
    "[",
    "]",
    ":",
    ": ",
    ",",
    "\n",
    "  ",
    "- ",
    "\"",
    "'",
    "${",
    "$${",
    "$",
    "&a ",
    "*a",
    "!!str ",
    "# ",
    "|",
    ">",
    "null",
    "true",
    "0",
    "-1",
    "1e400",
    "9223372036854775808",
    "0x",
    "~",
    "é",
    "\u0000",
    "\uD83D\uDE00",
    "\\ud800",
    "_default",
    "owner",
    ".",
    "@",
    "%",
    "%00",
    "?",
    "//",
    "postgres://",
    "1000000000d",
    "1.5Ki",
    "jwt",
    "url",
    "*",
    "https://",
    "10.0.0.0/8",
    "\r\n"
  };

  @Test
  void a_configuration_is_read_or_its_problems_are_told() {
    Cases.each(
        1_000,
        random -> {
          String text = Cases.mutated(CONFIG, PIECES, random);
          var problems = new Problems();
          ProjectConfig config = ProjectConfig.fromJson("config.json", text, problems);
          Cases.require((config == null) == problems.hasErrors(), text);
          if (config != null) {
            String json = config.toJson().toString();
            ProjectConfig again = ProjectConfig.fromJson("config.json", json, problems);
            Cases.require(config.equals(again), text);
          }
        });
  }

  @Test
  void permissions_are_read_or_their_problems_are_told() {
    Cases.each(
        2_000,
        random -> {
          String text = Cases.mutated(PERMISSIONS, PIECES, random);
          var problems = new Problems();
          Node node = StrictYaml.read(Permissions.FILE, text, problems);
          if (node == null || problems.hasErrors()) {
            return;
          }
          Permissions permissions = Permissions.parse(node, Set.of("main"), problems);
          Cases.require((permissions == null) == problems.hasErrors(), text);
          if (permissions != null) {
            Cases.require(Permissions.fromJson(permissions.toJson()).equals(permissions), text);
          }
        });
  }

  @Test
  void a_password_of_any_characters_arrives_as_it_is_and_changes_nothing_else() {
    Cases.each(
        2_000,
        random -> {
          String password =
              utf8("x" + Cases.mutated("secret", PIECES, random).replace("\u0000", ""));
          var url =
              DatabaseUrl.of(
                  new SecretText("postgres://app:${PW}@db.internal/shop"),
                  n -> Optional.of(password));
          Cases.require(url.password().equals(password), password);
          Cases.require(url.toString().equals("postgres://app@db.internal:5432/shop"), password);
        });
  }

  @Test
  void a_url_is_read_or_refused_without_telling_what_it_holds() {
    Cases.each(
        2_000,
        random -> {
          String text = Cases.mutated(URL, PIECES, random);
          try {
            Cases.require(DatabaseUrl.parse(text) != null, text);
          } catch (DatabaseUrlRefused refused) {
            Cases.require(!(refused.what() + refused.hint()).contains("hunter"), text);
          }
        });
  }

  /** As it is after it stood in a file: without halves of characters. */
  private static String utf8(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
