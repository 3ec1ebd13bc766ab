package dev.santokit.cli.dev;

import dev.santokit.cli.postgres.EmbeddedPostgres;
import dev.santokit.cli.terminal.CommandFailure;
import dev.santokit.project.config.Auth;
import dev.santokit.project.config.Database;
import dev.santokit.project.config.ProjectConfig;
import dev.santokit.project.config.SecretText;
import dev.santokit.project.logic.FunctionConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A project's configuration as it holds on this machine: its databases are elsewhere, all the rest
 * is as written.
 *
 * @param config with databases whose URLs are variables of the server's environment
 * @param urls of databases that are not ours, by alias, as they were given
 */
record DevSettings(ProjectConfig config, SortedMap<String, String> urls) {

  /**
   * Puts the two together.
   *
   * @param given URLs by alias; the empty alias stands for {@code main}, or for the only database
   * @throws CommandFailure when a URL is for a database that the project does not have
   */
  static DevSettings of(ProjectConfig written, Map<String, String> given) {
    SortedMap<String, Database> databases = new TreeMap<>();
    written
        .databases()
        .forEach((alias, database) ->
            databases.put(
                alias,
                new Database(new SecretText("${" + variable(alias) + "}"), database.pool())));
    SortedMap<String, String> urls = new TreeMap<>();
    given.forEach((alias, url) -> urls.put(named(alias, databases), url));
    return new DevSettings(written.with(databases), urls);
  }

  private static String named(String alias, SortedMap<String, Database> databases) {
    String name = alias.isEmpty() && databases.size() == 1 ? databases.firstKey() : alias;
    name = name.isEmpty() ? FunctionConfig.DEFAULT_TARGET : name;
    if (!databases.containsKey(name)) {
      throw CommandFailure.usage(
          "--db-url is for the database " + name + ", which config/databases.yaml does not have",
          databases.isEmpty() ? null : "it has " + String.join(", ", databases.keySet()));
    }
    return name;
  }

  private static String variable(String alias) {
    return "STK_DEV_DATABASE_" + alias.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }

  /** The text of config.json. */
  String configuration() {
    return config.toJson().toPrettyString();
  }

  /** All databases. */
  List<String> aliases() {
    return List.copyOf(config.databases().keySet());
  }

  /** Whether a database is not somebody else's. */
  boolean needsPostgres() {
    return !embedded().isEmpty();
  }

  /** Those that the embedded Postgres holds. */
  List<String> embedded() {
    return aliases().stream().filter(alias -> !urls.containsKey(alias)).toList();
  }

  /** Variables of the server with the URLs. */
  Map<String, String> environment(@Nullable EmbeddedPostgres postgres) {
    Map<String, String> environment = new HashMap<>();
    for (String alias : aliases()) {
      String url = urls.get(alias);
      if (url != null) {
        environment.put(variable(alias), url);
      } else if (postgres != null) {
        environment.put(variable(alias), postgres.url(alias));
      }
    }
    return environment;
  }

  /** The secrets that sign and verify tokens: any value does, as long as nobody knows it. */
  List<String> signingSecrets() {
    Auth.Jwt jwt = config.auth().jwt();
    return jwt == null
        ? List.of()
        : Stream.concat(Stream.of(jwt.secret()), jwt.previousSecrets().stream())
            .flatMap(secret -> secret.names().stream())
            .distinct()
            .toList();
  }
}
