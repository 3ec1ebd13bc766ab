package dev.santokit.cli.vault;

import java.io.Console;
import java.util.Optional;

/** A line that a person types and nobody sees. */
@FunctionalInterface
public interface Unseen {

  /** Of this process. */
  Unseen CONSOLE = Unseen::ofConsole;

  /**
   * Asks for it.
   *
   * @param prompt without its colon
   * @return what was typed; empty when the terminal cannot hide it, or ends
   */
  Optional<String> line(String prompt);

  private static Optional<String> ofConsole(String prompt) {
    Console console = System.console();
    return Optional.ofNullable(console)
        .map(hides -> hides.readPassword("%s: ", prompt))
        .map(String::new);
  }
}
