package dev.santokit.project.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.santokit.project.logic.Access;
import dev.santokit.project.logic.CachePolicy;
import dev.santokit.project.logic.FunctionConfig;
import dev.santokit.project.logic.FunctionPath;
import dev.santokit.project.logic.Generated;
import dev.santokit.project.logic.LogicFunction;
import dev.santokit.project.logic.LogicType;
import dev.santokit.project.logic.Parameters;
import dev.santokit.project.logic.RateLimit;
import dev.santokit.project.logic.Source;
import dev.santokit.project.permissions.Permissions;
import dev.santokit.project.problem.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReleaseTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final FunctionConfig CONFIG =
      new FunctionConfig(
          "main",
          new Access.Public(),
          null,
          false,
          Parameters.NONE,
          null,
          List.of(),
          null,
          null,
          null,
          List.of());

  @Test
  void the_digest_is_fixed_for_ever() {
    // Releases that exist carry it: if this fails, the digest version has to change.
    assertThat(digest(function("users/get", "SELECT 1", Map.of())))
        .isEqualTo("1:sha256:975ef5ceec2cc72d2428952f07c32fe1c3df4f9311c6be211f0f6eeef188a63a");
  }

  @Test
  void the_digest_of_what_is_kept_and_limited_is_fixed_for_ever() {
    var config =
        new FunctionConfig(
            "main",
            new Access.Public(),
            new CachePolicy(Duration.ofMinutes(1), CachePolicy.Scope.PUBLIC),
            false,
            Parameters.NONE,
            null,
            List.of(),
            null,
            new RateLimit(100, Duration.ofMinutes(1), RateLimit.Key.USER),
            null,
            List.of());
    assertThat(config.toJson())
        .hasToString(
            "{\"target\":\"main\",\"access\":\"public\","
                + "\"cache\":{\"ttl\":60000,\"scope\":\"public\"},\"readOnly\":true,\"params\":{},"
                + "\"secrets\":[],\"rateLimit\":{\"limit\":100,\"per\":60000,\"key\":\"user\"},"
                + "\"tags\":[]}");
    var module = new Source("AGFzbQEAAAA=", new TreeMap<>(), "logic/a/b.wasm", Position.START);
    assertThat(digest(new LogicFunction(new FunctionPath("a/b"), LogicType.WASM, config, module)))
        .isEqualTo("1:sha256:2297c36a3b7fb8062dfc90262ac20f401a5267710e4d70b8df40e85f9e4cffa7");
  }

  @Test
  void the_order_of_functions_means_nothing() {
    Generated.each(
        300,
        generated -> {
          List<LogicFunction> functions = generated.functions(8);
          Release release = release(functions);
          assertThat(release(generated.shuffled(functions))).isEqualTo(release);
        });
  }

  @Test
  void whatever_a_call_could_notice_changes_the_digest() {
    Set<String> digests = new HashSet<>();
    List<String> all =
        List.of(
            digest(),
            digest(function("users/get", "SELECT 1", Map.of())),
            digest(function("users/list", "SELECT 1", Map.of())),
            digest(function("users/get", "SELECT 2", Map.of())),
            digest(function("users/get", "SELECT 1", Map.of("lib/a.js", ""))),
            digest(function("users/get", "SELECT 1", Map.of("lib/b.js", ""))),
            digest(function("users/get", "SELECT 1", Map.of("lib/a.js", "1"))),
            digest(with(new Access.Authenticated())),
            digest(with(new Access.Roles(List.of("admin")))));
    digests.addAll(all);
    assertThat(digests).hasSameSizeAs(all);
  }

  @Test
  void where_a_function_was_read_from_and_when_does_not() {
    LogicFunction function = function("users/get", "SELECT 1", Map.of());
    var moved =
        new LogicFunction(
            function.path(),
            function.type(),
            function.config(),
            new Source("SELECT 1", new TreeMap<>(), "elsewhere.sql", new Position(7, 8)));
    assertThat(digest(moved)).isEqualTo(digest(function));
    var later =
        Release.of("p", 7, NOW, new Commit("abc", true), List.of(function), Permissions.none());
    assertThat(later.digest()).isEqualTo(digest(function));
  }

  @Test
  void generated_functions_that_differ_have_digests_that_differ() {
    Generated.each(
        300,
        generated -> {
          List<LogicFunction> some = generated.functions(3);
          List<LogicFunction> others = generated.functions(3);
          assertThat(release(some).digest().equals(release(others).digest()))
              .isEqualTo(release(some).functions().equals(release(others).functions()));
        });
  }

  @Test
  void the_short_digest_is_the_start_of_its_hash() {
    Release release = release(List.of());
    assertThat(release.digest()).startsWith("1:sha256:" + release.shortDigest());
    assertThat(release.shortDigest()).hasSize(12);
  }

  @Test
  void a_path_stands_once() {
    LogicFunction function = function("users/get", "SELECT 1", Map.of());
    assertThatThrownBy(() -> release(List.of(function, function)))
        .hasMessage("two functions at users/get");
  }

  @Test
  void text_that_utf_8_cannot_carry_has_no_digest() {
    assertThatThrownBy(() -> digest(function("users/get", "SELECT '\ud800'", Map.of())))
        .hasMessage("the text is no valid Unicode");
  }

  private static LogicFunction function(String path, String body, Map<String, String> modules) {
    return new LogicFunction(
        new FunctionPath(path),
        LogicType.SQL,
        CONFIG,
        new Source(body, new TreeMap<>(modules), "logic/" + path + ".sql", Position.START));
  }

  private static LogicFunction with(Access access) {
    LogicFunction function = function("users/get", "SELECT 1", Map.of());
    var config =
        new FunctionConfig(
            "main",
            access,
            null,
            false,
            Parameters.NONE,
            null,
            List.of(),
            null,
            null,
            null,
            List.of());
    return new LogicFunction(function.path(), function.type(), config, function.source());
  }

  private static String digest(LogicFunction... functions) {
    return release(List.of(functions)).digest();
  }

  private static Release release(List<LogicFunction> functions) {
    return Release.of("p", 1, NOW, null, functions, Permissions.none());
  }
}
