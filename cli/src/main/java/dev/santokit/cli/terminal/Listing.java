package dev.santokit.cli.terminal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * {@code -o} of commands that print things: for people as a table, for programs as one document on
 * out, and for shells as names.
 */
public final class Listing {

  /** How it is printed. The names are what stands after {@code -o}. */
  @SuppressWarnings("checkstyle:ConstantName")
  public enum Format {
    /** For people. */
    table,
    /** One JSON document. */
    json,
    /** One YAML document. */
    yaml,
    /** A name each line. */
    name
  }

  /**
   * What there is to print.
   *
   * @param headings of the columns
   * @param rows cells by column; a cell that is null or empty is shown as {@code -}
   * @param names one for each row, for {@code -o name}
   * @param document the same for programs
   */
  public record Content(
      List<String> headings,
      List<? extends List<? extends @Nullable String>> rows,
      List<String> names,
      JsonNode document) {}

  @Option(
      names = {"-o", "--output"},
      description = "${COMPLETION-CANDIDATES}.",
      defaultValue = "table")
  Format format = Format.table;

  /** How it was asked for. */
  public Format format() {
    return format;
  }

  /** Prints it to out. An empty table prints {@code nothing} to err instead. */
  public void print(Terminal terminal, Content content, String nothing) {
    switch (format) {
      case table -> {
        if (content.rows().isEmpty()) {
          terminal.progress(nothing);
        } else {
          Columns.lines(content.headings(), content.rows()).forEach(terminal::result);
        }
      }
      case json -> terminal.result(content.document().toPrettyString());
      case yaml -> terminal.document(Yaml.of(content.document()));
      case name -> content.names().forEach(terminal::result);
    }
  }
}
