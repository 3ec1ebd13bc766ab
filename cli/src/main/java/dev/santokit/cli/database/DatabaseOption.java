package dev.santokit.cli.database;

import dev.santokit.cli.terminal.CommandFailure;
import dev.santokit.cli.terminal.Terminal;
import dev.santokit.project.config.DatabaseUrl;
import dev.santokit.project.config.DatabaseUrlRefused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --db-url} of commands that work on a cluster without it. */
public final class DatabaseOption {

  private static final String VARIABLE = "STK_DB_URL";

  @Option(
      names = "--db-url",
      paramLabel = "URL",
      description =
          "A database instead of a cluster: postgres://user:password@host/database; - reads it"
              + " from standard input. Default: $$STK_DB_URL.")
  @Nullable String dbUrl;

  /**
   * The database, where one was named.
   *
   * @throws CommandFailure when what names it is no URL of one
   */
  public Optional<DatabaseUrl> url(Terminal terminal) throws IOException {
    String text = dbUrl == null ? terminal.environment().getOrDefault(VARIABLE, "") : dbUrl;
    if (text.isBlank()) {
      return Optional.empty();
    }
    if (text.equals("-")) {
      text = new String(terminal.in().readAllBytes(), StandardCharsets.UTF_8);
    }
    try {
      DatabaseUrl url = DatabaseUrl.parse(text.strip());
      if (text.equals(dbUrl) && url.password() != null) {
        terminal.progress(
            "a password on the command line is seen by everyone on this machine: --db-url - or "
                + VARIABLE
                + " keeps it");
      }
      return Optional.of(url);
    } catch (DatabaseUrlRefused refused) {
      throw CommandFailure.usage(refused.what(), refused.hint());
    }
  }
}
