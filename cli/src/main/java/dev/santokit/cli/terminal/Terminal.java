package dev.santokit.cli.terminal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a command sees of the world around it; tests give their own.
 *
 * @param out results, and nothing else
 * @param err progress, notices and errors
 * @param in standard input
 * @param workingDirectory absolute; relative arguments stand in it
 * @param environment the process's variables
 * @param interactive whether a person looks at it: without one there is no colour
 * @param answers whether a person can be asked: sees err and types into standard input
 */
public record Terminal(
    PrintWriter out,
    PrintWriter err,
    InputStream in,
    Path workingDirectory,
    Map<String, String> environment,
    boolean interactive,
    boolean answers) {

  /** Longer answers are not read on: nobody types them. */
  private static final int LONGEST_ANSWER = 1000;

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

  /**
   * Asks before something is changed. Returns when it may go on.
   *
   * @param question without its question mark: {@code set JWT_SECRET in shop/prod}
   * @param yes whether the command line has agreed already, so that nobody is asked
   * @param agree what agrees on the command line: {@code -y}
   * @throws CommandFailure when the answer is not yes, or nobody can be asked
   */
  public void consent(String question, boolean yes, String agree) {
    if (yes) {
      return;
    }
    if (!answers) {
      throw CommandFailure.usage(
          "nobody is there to be asked: " + question + "?", "add " + agree + " to agree to it");
    }
    err.print(styled(Style.BOLD, question + "? (y/N) "));
    err.flush();
    if (!isYes(line().orElse(""))) {
      throw CommandFailure.failed("not agreed to, so nothing was changed", null);
    }
  }

  /** Whether an answer agrees; nothing typed does not. */
  public static boolean isYes(String answer) {
    String word = answer.strip().toLowerCase(Locale.ROOT);
    return word.equals("y") || word.equals("yes");
  }

  /** What is typed next, up to the end of the line or of the input; empty at its end. */
  public Optional<String> line() {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try {
      int next = in.read();
      if (next < 0) {
        return Optional.empty();
      }
      while (next >= 0 && next != '\n' && line.size() < LONGEST_ANSWER) {
        line.write(next);
        next = in.read();
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return Optional.of(line.toString(StandardCharsets.UTF_8));
  }

  /** A line that was asked for. */
  public void result(String line) {
    out.println(line);
    out.flush();
  }

  /** A text that was asked for and ends with a line end of its own. */
  public void document(String text) {
    out.print(text);
    out.flush();
  }
}
