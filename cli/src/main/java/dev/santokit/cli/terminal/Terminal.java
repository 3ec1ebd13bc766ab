package dev.santokit.cli.terminal;

import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a command sees of the world around it; tests give their own.
 *
 * @param out results, and nothing else
 * @param err progress, notices and errors
 * @param in standard input
 * @param workingDirectory absolute; relative arguments stand in it
 * @param environment the process's variables
 * @param interactive whether a person looks at it: without one there is no colour
 */
public record Terminal(
    PrintWriter out,
    PrintWriter err,
    InputStream in,
    Path workingDirectory,
    Map<String, String> environment,
    boolean interactive) {

  /** How a text stands out. */
  public enum Style {
    /** Errors. */
    RED("31"),
    /** Things that went well. */
    GREEN("32"),
    /** Notices. */
    YELLOW("33"),
    /** What someone looks for. */
    BOLD("1"),
    /** What is there for completeness. */
    DIM("2");

    private final String code;

    Style(String code) {
      this.code = code;
    }
  }

  /** The text in a style, or as it is where nobody looks or {@code NO_COLOR} asks for none. */
  public String styled(Style style, String text) {
    if (!interactive || !environment.getOrDefault("NO_COLOR", "").isEmpty()) {
      return text;
    }
    return "\u001b[" + style.code + "m" + text + "\u001b[0m";
  }

  /** A line for whoever waits. */
  public void progress(String line) {
    err.println(line);
    err.flush();
  }

  /** A line that was asked for. */
  public void result(String line) {
    out.println(line);
    out.flush();
  }
}
