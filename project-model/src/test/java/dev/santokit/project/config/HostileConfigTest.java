package dev.santokit.project.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.project.permissions.Permissions;
import dev.santokit.project.problem.Problems;
import dev.santokit.project.yaml.Node;
import dev.santokit.project.yaml.StrictYaml;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Configurations that nobody would write. A failure names the seed that makes the text again. */
class HostileConfigTest {

  private static final int TEXTS_PER_SEED = 500;

  private static final String CONFIG =
      """
      databases:
        main: {url: "${DATABASE_URL}", pool: {max: 5, total: 9, mode: session}}
        logs: {url: "postgres://a:${PW}@h:1/d?sslmode=require"}
      auth: {jwt: {secret: "${S}", previousSecrets: ["${T}"], expiresIn: 1h}}
      limits: {callTimeout: 10s, maxRequestBody: 1Mi, bufferedBody: 2097152}
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

  private static final List<String> PIECES =
      List.of(
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
          "url");

  static LongStream seeds() {
    return LongStream.range(0, 20);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void a_configuration_is_read_or_its_problems_are_told(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < TEXTS_PER_SEED; i++) {
      String text = mutated(CONFIG, random);
      var problems = new Problems();
      ProjectConfig config = ProjectConfig.fromJson("config.json", text, problems);
      assertThat(config == null).as(text).isEqualTo(problems.hasErrors());
      if (config != null) {
        String json = config.toJson().toString();
        ProjectConfig again = ProjectConfig.fromJson("config.json", json, problems);
        assertThat(again).as(text).isNotNull();
        assertThat(again.toJson()).as(text).hasToString(json);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void permissions_are_read_or_their_problems_are_told(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < TEXTS_PER_SEED; i++) {
      String text = mutated(PERMISSIONS, random);
      var problems = new Problems();
      Node node = StrictYaml.read(Permissions.FILE, text, problems);
      if (node == null || problems.hasErrors()) {
        continue;
      }
      Permissions permissions = Permissions.parse(node, Set.of("main"), problems);
      assertThat(permissions == null).as(text).isEqualTo(problems.hasErrors());
      if (permissions != null) {
        assertThat(Permissions.fromJson(permissions.toJson())).as(text).isEqualTo(permissions);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void a_password_of_any_characters_arrives_as_it_is_and_changes_nothing_else(long seed)
      throws SecretMissing, DatabaseUrlRefused {
    var random = new Random(seed);
    for (int i = 0; i < TEXTS_PER_SEED; i++) {
      String password = utf8("x" + mutated("secret", random).replace("\u0000", ""));
      var url =
          DatabaseUrl.of(
              new SecretText("postgres://app:${PW}@db.internal/shop"), n -> Optional.of(password));
      assertThat(url.password()).isEqualTo(password);
      assertThat(url).hasToString("postgres://app@db.internal:5432/shop");
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void a_url_is_read_or_refused_without_telling_what_it_holds(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < TEXTS_PER_SEED; i++) {
      String text = mutated("postgres://app:hunter2@db.internal:5432/shop?sslmode=require", random);
      try {
        assertThat(DatabaseUrl.parse(text)).as(text).isNotNull();
      } catch (DatabaseUrlRefused refused) {
        assertThat(refused.what() + refused.hint()).as(text).doesNotContain("hunter");
      }
    }
  }

  /** As it is after it stood in a file: without halves of characters. */
  private static String utf8(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  /** A few pieces put in, taken out or moved. */
  private static String mutated(String text, Random random) {
    var mutated = new StringBuilder(text);
    for (int i = random.nextInt(4); i >= 0; i--) {
      int from = random.nextInt(mutated.length() + 1);
      int to = Math.min(mutated.length(), from + random.nextInt(6));
      switch (random.nextInt(3)) {
        case 0 -> mutated.delete(from, to);
        case 1 -> mutated.insert(from, PIECES.get(random.nextInt(PIECES.size())));
        default ->
            mutated.insert(random.nextInt(mutated.length() + 1), mutated.substring(from, to));
      }
    }
    return mutated.toString();
  }
}
