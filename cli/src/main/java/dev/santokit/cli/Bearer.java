package dev.santokit.cli;

import dev.santokit.cli.terminal.Terminal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who a command is for the server that it asks. */
final class Bearer {

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      description = "Who calls; - reads it from standard input. Default: $$STK_TOKEN.")
  @Nullable String token;

  /** Whether standard input is used up by it. */
  boolean takesInput() {
    return "-".equals(token);
  }

  /** The token; empty when nobody gives one. */
  Optional<String> of(Terminal terminal) throws IOException {
    if (token == null) {
      return Optional.ofNullable(terminal.environment().get("STK_TOKEN"))
          .filter(value -> !value.isBlank())
          .map(String::strip);
    }
    if (takesInput()) {
      return Optional.of(new String(terminal.in().readAllBytes(), StandardCharsets.UTF_8).strip());
    }
    terminal.progress(
        "a token on the command line is seen by everyone on this machine: --token - or STK_TOKEN"
            + " keeps it");
    return Optional.of(token);
  }
}
