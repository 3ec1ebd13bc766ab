package dev.santokit.cli.log;

import dev.santokit.cli.terminal.Terminal;
import dev.santokit.cli.terminal.Terminal.Style;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** Lines of a log as a person reads them. */
public final class LogText {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Terminal terminal;

  /** For a terminal, which may have colours. */
  public LogText(Terminal terminal) {
    this.terminal = terminal;
  }

  /** The line, and those of a stack below it. */
  public String of(PodLine line) {
    Optional<LogLine> read = LogLine.parse(line.text());
    String place = dim(time(line.time())) + " " + dim(shortName(line.pod())) + " ";
    return read.map(entry -> place + text(entry)).orElse(place + line.text());
  }

  private String text(LogLine entry) {
    String request = entry.request().isEmpty() ? "" : " " + dim("[" + entry.request() + "]");
    String stack =
        entry.stack().isEmpty() ? "" : "\n" + dim(entry.stack().strip().indent(2).stripTrailing());
    return level(entry.level()) + " " + entry.message() + request + stack;
  }

  private String level(String level) {
    String padded = level + " ".repeat(Math.max(0, 5 - level.length()));
    return switch (level) {
      case "ERROR", "FATAL" -> terminal.styled(Style.RED, padded);
      case "WARN" -> terminal.styled(Style.YELLOW, padded);
      default -> dim(padded);
    };
  }

  private String dim(String text) {
    return terminal.styled(Style.DIM, text);
  }

  private static String time(Instant time) {
    return TIME.format(time);
  }

  /** What tells the pods of one project apart. */
  private static String shortName(String pod) {
    return pod.substring(pod.lastIndexOf('-') + 1);
  }
}
