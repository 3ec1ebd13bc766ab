package dev.santokit.cli.dev;

import dev.santokit.cli.dev.DevServer.Publication;
import dev.santokit.cli.process.Ports;
import dev.santokit.cli.terminal.CommandFailure;
import dev.santokit.cli.token.SecretsFile;
import dev.santokit.project.config.Auth;
import dev.santokit.project.config.Database;
import dev.santokit.project.config.ProjectConfig;
import dev.santokit.project.config.SecretText;
import dev.santokit.project.logic.FunctionPath;
import dev.santokit.project.logic.LogicType;
import dev.santokit.project.release.Release;
import dev.santokit.project.release.ReleasedFunction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * A server that lives for one question: what do a release's functions in SQL answer on databases
 * that someone names? The server itself describes statements, so that its word is what holds.
 */
public final class BriefServer {

  private static final String SECRET = "STK_SYNC_SECRET";
  private static final Duration LIFE = Duration.ofMinutes(10);

  private BriefServer() {}

  /**
   * Starts a server on those of the functions whose database has a URL, asks it, and ends it.
   *
   * @param config of the project; its databases are looked for at {@code urls} alone
   * @param urls by alias; the empty alias stands for main, or for the only database
   * @param question told the server's address and the secret that signs tokens for it
   * @return what {@code question} says
   * @throws CommandFailure when the server cannot run
   */
  public static <T> T ask(
      Release release,
      ProjectConfig config,
      Map<String, String> urls,
      Path serverJar,
      Map<String, String> environment,
      BiFunction<String, String, T> question)
      throws IOException, InterruptedException {
    SortedMap<String, String> named = DevSettings.of(config, urls).urls();
    DevSettings settings = DevSettings.of(reduced(config, named.keySet()), named);
    Path folder = Files.createTempDirectory("stk-sync");
    try {
      SecretsFile.of(folder).generate(List.of(SECRET));
      String secret = SecretsFile.of(folder).value(SECRET).orElseThrow();
      int port = Ports.free();
      var options = new DevOptions(folder, port, named, false, false, serverJar, environment);
      try (var server = new DevServer(options, port, line -> {}, () -> false, status -> {})) {
        server.configure(settings.configuration());
        server.start(settings.environment(null));
        switch (server.publish(reduced(release, named.keySet()))) {
          case Publication.Served() -> {}
          case Publication.Refused(String error) ->
              throw CommandFailure.failed("the server refuses the functions: " + error, null);
          case Publication.Abandoned() ->
              throw CommandFailure.failed(
                  "the server ended before it served anything", "stk dev shows what it says");
        }
        server.awaitDatabases(settings.aliases());
        return question.apply("http://127.0.0.1:" + port, secret);
      }
    } finally {
      delete(folder);
    }
  }

  private static ProjectConfig reduced(ProjectConfig config, Set<String> aliases) {
    SortedMap<String, Database> databases = new TreeMap<>(config.databases());
    databases.keySet().retainAll(aliases);
    var jwt = new Auth.Jwt(new SecretText("${" + SECRET + "}"), List.of(), LIFE);
    return config.with(databases).with(new Auth(jwt, List.of()));
  }

  private static Release reduced(Release release, Set<String> aliases) {
    SortedMap<FunctionPath, ReleasedFunction> functions = new TreeMap<>(release.functions());
    functions
        .values()
        .removeIf(function ->
            function.type() != LogicType.SQL || !aliases.contains(function.config().target()));
    return Release.holding(
        release.project(), 1, Instant.now(), null, functions, release.permissions());
  }

  private static void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
  }
}
