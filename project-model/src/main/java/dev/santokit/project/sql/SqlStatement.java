package dev.santokit.project.sql;

import dev.santokit.project.problem.Position;
import dev.santokit.project.sql.SqlToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One statement of a script.
 *
 * @param text from its first word to its last, comments between them included, without the
 *     semicolon
 * @param start where {@code text} begins in the file
 * @param occurrences where parameters stand, in the order of the text
 */
public record SqlStatement(String text, Position start, List<Occurrence> occurrences) {

  /** Copies the list. */
  public SqlStatement {
    occurrences = List.copyOf(occurrences);
  }

  /**
   * A parameter, where it stands.
   *
   * @param name without the colon
   * @param from offset of the colon in the statement's text, in UTF-16 units
   * @param to offset after the name
   * @param nullTest whether all that is asked of it here is {@code IS [NOT] NULL} (or {@code
   *     ISNULL}, {@code NOTNULL}), from which Postgres cannot infer a type
   */
  public record Occurrence(String name, int from, int to, boolean nullTest) {}

  /**
   * The text for Postgres: parameters replaced, all else as it stands. It is for the protocol
   * itself: a JDBC statement would take the {@code ?} of operators for places of values.
   *
   * @param placeholder what stands for a parameter: {@code $1}, the same one wherever it stands
   */
  public String nativeText(Function<Occurrence, String> placeholder) {
    var text = new StringBuilder();
    pieces(placeholder).forEach(piece -> text.append(piece.text));
    return text.toString();
  }

  /**
   * The place in the file of what Postgres complains about.
   *
   * @param offset of the complaint in the text that Postgres got, 0 for its first character
   * @param sent what Postgres got for a parameter, as {@link #nativeText} was told
   */
  public Position placeOf(int offset, Function<Occurrence, String> sent) {
    int from = 0;
    for (Piece piece : pieces(sent)) {
      int to = from + piece.text.length();
      if (offset < to) {
        boolean own = piece.token.kind() != Kind.PARAMETER;
        return placeOf(piece.token.from() + (own ? Math.max(0, offset - from) : 0));
      }
      from = to;
    }
    return placeOf(text.length());
  }

  /** The place in the file of an offset of {@link #text}. */
  public Position placeOf(int offset) {
    return Position.at(text, offset).within(start);
  }

  /** What stands for a token in a text for the database. */
  private record Piece(SqlToken token, String text) {}

  private List<Piece> pieces(Function<Occurrence, String> placeholder) {
    List<SqlToken> tokens = tokens();
    var pieces = new ArrayList<Piece>(tokens.size());
    var occurrence = occurrences.iterator();
    for (int i = 0; i < tokens.size(); i++) {
      SqlToken token = tokens.get(i);
      String piece = token.text(text);
      if (token.kind() == Kind.PARAMETER) {
        piece =
            spaceBefore(i == 0 ? null : tokens.get(i - 1)) + placeholder.apply(occurrence.next());
      }
      pieces.add(new Piece(token, piece));
    }
    return pieces;
  }

  /** Without it, {@code LIMIT:n} would reach Postgres as the name {@code LIMIT$1}. */
  private static String spaceBefore(@Nullable SqlToken token) {
    if (token == null) {
      return "";
    }
    return switch (token.kind()) {
      case WHITESPACE, PUNCTUATION, OPERATOR -> "";
      case WORD, NUMBER, STRING, QUOTED_NAME, PARAMETER, POSITIONAL_PARAMETER, COMMENT -> " ";
    };
  }

  private List<SqlToken> tokens() {
    try {
      return SqlLexer.tokens(text);
    } catch (SqlSyntaxError impossible) {
      throw new IllegalStateException("the text of a statement was read before", impossible);
    }
  }
}
