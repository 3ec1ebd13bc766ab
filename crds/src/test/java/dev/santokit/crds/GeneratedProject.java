package dev.santokit.crds;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Files of a project made at random from a seed: legal ones, of all that they may say. */
final class GeneratedProject {

  private static final List<String> TEXTS =
      List.of(
          "",
          "a",
          "x y",
          "é",
          "€ 😀",
          "\"quoted\"",
          "back\\slash",
          "two\nlines",
          "</s>",
          "1",
          "on");

  private static final List<String> NUMBERS =
      List.of(
          "0",
          "1",
          "-7",
          "9007199254740992",
          "0.1",
          "1e-7",
          "2.50",
          "-0.000001",
          "123456.789",
          "1e3");

  private final Random random;
  private final Path folder;

  private GeneratedProject(long seed, Path folder) {
    this.random = new Random(seed);
    this.folder = folder;
  }

  /** Writes a project into a folder that is empty. */
  static void write(long seed, Path folder) {
    new GeneratedProject(seed, folder).write();
  }

  private void write() {
    file(
        "stk.config.json",
        "{\"project_id\": \"generated\", \"codegen\": {\"output\": \"src/api.d.ts\"}}");
    file("config/databases.yaml", databases());
    file(
        "config/auth.yaml",
        "jwt: {secret: '${JWT_SECRET}'"
            + maybe(", expiresIn: 15m")
            + "}\n"
            + maybe("issuers: [{issuer: 'https://id.example/', audience: shop, rolesClaim: r}]\n"));
    file("config/permissions.yaml", permissions());
    file("config/project.yaml", settings());
    file(
        "lib/money.js",
        "import './tax.js';\nexport const money = '" + "€".repeat(number(4)) + "';\n");
    file("lib/tax.js", "export const tax = 1;\n");
    for (int i = number(6); i >= 0; i--) {
      String name = "logic/" + pick("users", "Orders/_deep", "a-b/c_d") + "/f" + i;
      switch (number(5)) {
        case 0, 1 -> file(name + ".sql", sql());
        case 2, 3 -> file(name + ".js", js(name.split("/", -1).length));
        default -> {
          file(name + ".wasm", "\0asm\1\0\0\0" + "w".repeat(number(9)));
          file(name + ".yaml", frontMatter(""));
        }
      }
    }
  }

  private String databases() {
    return "main: {url: '${DATABASE_URL}'"
        + maybe(", readUrl: '${REPLICA_URL}'")
        + maybe(", migration: {url: '${OWNER_URL}'}")
        + maybe(", schema: {policy: {approval: Always}, driftCheckInterval: 1h}")
        + maybe(", pool: {max: 5, total: 40, mode: transaction}")
        + "}\n"
        + maybe("audit_log: {url: 'postgres://app:${AUDIT_PASSWORD}@audit/log'}\n");
  }

  private String permissions() {
    return "tables:\n  users: {select: [public], update: [owner, admin]}\n"
        + maybe("  _default: {select: [authenticated]}\n")
        + maybe("  main.notes: {select: [owner], columns: {draft: {select: [admin]}}}\n")
        + "ownerColumn: {_default: user_id"
        + maybe(", users: id")
        + "}\n"
        + maybe("adminRole: boss\n")
        + maybe("prefixes: {s_: off, _: on}\n");
  }

  private String settings() {
    return "json: {int8: string}\n"
        + maybe("limits: {callTimeout: 1m30s, maxRequestBody: 512Ki, bufferedBody: 2000000}\n")
        + maybe("cors: {origins: ['*.example.com', 'http://localhost:3000'], credentials: true}\n")
        + maybe("headers: {X-Frame-Options: DENY}\n")
        + maybe("egress: [api.example.com, {host: '10.0.0.7:9000', private: true}]\n")
        + maybe("rateLimit: {limit: 5, per: 90s, key: ip}\n")
        + maybe("docs: " + pick("public", "'off'") + "\n")
        + maybe("network: {trustedProxies: [10.0.0.0/8, '2001:db8::/32']}\n")
        + maybe("release: {historyLimit: 3}\n")
        + maybe(
            "runtime: {replicas: 3, env: [{name: JAVA_OPTS, value: -Xmx1g}], resources: {requests:"
                + " {cpu: 100m, memory: 1Gi}}}\n");
  }

  private String sql() {
    String body =
        "SELECT :text, '"
            + pick(TEXTS).replace("'", "''")
            + "'"
            + maybe("\n  -- done\n")
            + maybe("\r\n");
    return pick(
        "---\n" + frontMatter("") + "---\n" + body,
        "/* ---\n" + frontMatter("") + "--- */\n" + body,
        "-- first\n/* ---\n" + frontMatter("") + "--- */ " + body);
  }

  private String js(int depth) {
    return pick("---\n" + frontMatter("") + "---\n", "/**\n" + frontMatter(" * ") + " */\n")
        + maybe("import { money } from '" + "../".repeat(depth - 1) + "lib/money.js';\n")
        + "export default async (params, context) => '"
        + "😀".repeat(number(3))
        + "';\n";
  }

  private String frontMatter(String margin) {
    var lines = new ArrayList<String>();
    lines.add("params: {text: {type: string}, other: " + parameter() + "}");
    String access = pick("", "public", "authenticated", "editor", "[b, a, b]");
    if (!access.isEmpty()) {
      lines.add("access: " + access);
    }
    switch (number(3)) {
      case 0 -> lines.add("readOnly: " + random.nextBoolean());
      case 1 ->
          lines.add("cache: " + (access.equals("public") ? "1m30s" : "{ttl: 1h, scope: user}"));
      default -> {}
    }
    optionally(lines, () -> "rateLimit: " + pick("100/m", "{limit: 7, per: 1500ms, key: global}"));
    optionally(lines, () -> "timeout: " + pick("250ms", "10s", "0h9s", "1s500ms"));
    optionally(lines, () -> "returns: {a: [int, " + pick(NUMBERS) + "], b: {c: null}}");
    optionally(lines, () -> "description: " + quoted(pick(TEXTS)));
    optionally(lines, () -> "tags: [z, a, z]");
    optionally(lines, () -> "target: main");
    var text = new StringBuilder();
    lines.forEach(line -> text.append(margin).append(line).append('\n'));
    return text.toString();
  }

  private String parameter() {
    String described = random.nextBoolean() ? ", description: " + quoted(pick(TEXTS)) : "";
    return switch (number(5)) {
      case 0 -> "{type: number, min: -1e-7, max: 9007199254740992, default: 2.50" + described + "}";
      case 1 -> "{type: int, required: true, min: -5" + described + "}";
      case 2 ->
          "{type: json, default: {a: ["
              + pick(NUMBERS)
              + ", null, true], '': {}}"
              + described
              + "}";
      case 3 ->
          "{type: array<string>, default: [" + quoted(pick(TEXTS)) + "], max: 9" + described + "}";
      default -> "{type: string, default: " + quoted(pick(TEXTS)) + described + "}";
    };
  }

  private void optionally(List<String> lines, Supplier<String> line) {
    if (random.nextBoolean()) {
      lines.add(line.get());
    }
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }

  private String maybe(String text) {
    return random.nextBoolean() ? text : "";
  }

  private int number(int bound) {
    return random.nextInt(bound);
  }

  private String pick(String... texts) {
    return pick(List.of(texts));
  }

  private String pick(List<String> texts) {
    return texts.get(number(texts.size()));
  }

  private void file(String name, String text) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
