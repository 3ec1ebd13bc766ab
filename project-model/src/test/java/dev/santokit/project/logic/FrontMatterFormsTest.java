package dev.santokit.project.logic;

import dev.santokit.project.Cases;
import dev.santokit.project.file.ProjectFolder;
import dev.santokit.project.problem.Problems;
import dev.santokit.project.yaml.Node;
import dev.santokit.project.yaml.StrictYaml;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Front matter says the same in each of its four forms, and nothing else is ever made of it. */
class FrontMatterFormsTest {

  private static final Surroundings SURROUNDINGS =
      new Surroundings(Set.of("main", "logs"), Duration.ofSeconds(10), Set.of());

  private static final String[] PIECES = {
    "---\n", "---", "/*", "*/", "/**", " * ", "\n", "\r\n", "--", "//", ":", ": ", "access",
        "public",
    "cache: 60s\n", "#", "{", "}", "[", "]", "'", "\"", "`", "\u00e9", "\uFEFF", "\u2028", "*", " "
  };

  @TempDir static Path empty;

  @Test
  void all_forms_give_one_configuration_and_one_body() {
    Cases.each(
        500,
        random -> {
          List<String> keys = keys(random);
          String yaml = String.join("\n", keys) + "\n";
          String doc = "/**\n * " + String.join("\n * ", keys) + "\n */\n";
          String js = "export default async () => 1;\n";
          String sql = "SELECT :id\n";
          LogicFunction fenced = read(LogicType.JS, "---\n" + yaml + "---\n" + js, null);
          require(read(LogicType.JS, "/* ---\n" + yaml + "--- */\n" + js, null), fenced, yaml);
          require(read(LogicType.JS, doc + js, null), fenced, yaml);
          require(read(LogicType.JS, js, yaml), fenced, yaml);
          LogicFunction ofSql = read(LogicType.SQL, "---\n" + yaml + "---\n" + sql, null);
          require(read(LogicType.SQL, "/* ---\n" + yaml + "--- */\n" + sql, null), ofSql, yaml);
          require(read(LogicType.SQL, sql, yaml), ofSql, yaml);
          Cases.require(ofSql != null && ofSql.config().equals(fenced.config()), yaml);
        });
  }

  private static void require(
      @Nullable LogicFunction read, @Nullable LogicFunction expected, String yaml) {
    boolean same =
        read != null
            && expected != null
            && read.config().equals(expected.config())
            && read.source().body().equals(expected.source().body());
    Cases.require(same, yaml);
  }

  @Test
  void a_file_is_read_or_refused_and_never_opened_by_what_was_put_in_by_chance() {
    Cases.each(
        2_000,
        random -> {
          LogicType type = Cases.one(random, LogicType.SQL, LogicType.JS);
          String yaml = "access: admin\nparams: {id: {type: int}}\n";
          String body = type == LogicType.SQL ? "SELECT :id" : "export default () => 1";
          String text =
              Cases.mutated(
                  Cases.one(
                      random,
                      "---\n" + yaml + "---\n" + body,
                      "/* ---\n" + yaml + "--- */\n" + body,
                      "/**\n * access: admin\n */\n" + body),
                  PIECES,
                  random);
          LogicFunction function = read(type, text, null);
          if (function == null) {
            return;
          }
          Cases.require(text.endsWith(function.source().body()), text);
          FunctionConfig config = function.config();
          Cases.require(FunctionConfig.fromJson(config.toJson()).equals(config), text);
          boolean open = config.access() instanceof Access.Public;
          Cases.require(!open || text.contains("public"), text);
          boolean kept = config.cache() != null;
          Cases.require(!kept || (open && config.readOnly()), text);
        });
  }

  private static List<String> keys(RandomGenerator random) {
    var keys = new ArrayList<String>();
    keys.add("params: {id: {type: int, default: " + random.nextInt(100) + "}}");
    String access = Cases.one(random, "public", "authenticated", "editor", "[b, a]");
    keys.add("access: " + access);
    if (random.nextBoolean()) {
      String kept = access.equals("public") ? "1m30s" : "{ttl: 5m, scope: user}";
      keys.add("cache: " + kept);
    }
    if (random.nextBoolean()) {
      keys.add("rateLimit: " + Cases.one(random, "100/m", "{limit: 5, per: 1s, key: ip}"));
    }
    if (random.nextBoolean()) {
      keys.add("timeout: " + (1 + random.nextInt(9)) + "s");
    }
    if (random.nextBoolean()) {
      keys.add("description: " + Cases.one(random, "\"a: b\"", "plain words", "'it''s # none'"));
    }
    if (random.nextBoolean()) {
      keys.add("target: " + Cases.one(random, "main", "logs"));
    }
    return keys;
  }

  private static @Nullable LogicFunction read(LogicType type, String text, @Nullable String twin) {
    var problems = new Problems();
    Node metadata = twin == null ? null : StrictYaml.read("logic/a/b.yaml", twin, problems);
    var modules = JsModules.in(new ProjectFolder(empty), Set.of());
    LogicFunction function =
        new LogicFile(
                new FunctionPath("a/b"),
                type,
                "logic/a/b." + type.word(),
                text,
                metadata,
                SURROUNDINGS)
            .read(modules, problems);
    Cases.require((function == null) == problems.hasErrors(), text);
    return function;
  }
}
