package dev.santokit.server.postgres;

import dev.santokit.project.config.JsonNumbers;
import dev.santokit.project.config.JsonNumbers.Form;
import dev.santokit.server.json.JsonOutput;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Base64;
import org.postgresql.util.PGbytea;

/**
 * Writes values of one type as JSON, from the text that Postgres sends for them. The form depends
 * on the type alone, so that clients can rely on it.
 */
interface ValueWriter {

  /** Writes the value between two offsets. */
  void write(byte[] text, int from, int to, JsonOutput out);

  /**
   * For a type.
   *
   * @throws SQLException when the elements of an array must be looked up and cannot
   */
  static ValueWriter of(PgType type, Types types, Link link, JsonNumbers style)
      throws SQLException {
    return switch (type.oid()) {
      case PgType.BOOL -> ValueWriter::bool;
      case PgType.INT2, PgType.INT4, PgType.OID, PgType.JSON, PgType.JSONB -> ValueWriter::verbatim;
      case PgType.INT8 -> style.int8() == Form.STRING ? ValueWriter::string : ValueWriter::verbatim;
      case PgType.FLOAT4, PgType.FLOAT8 -> ValueWriter::number;
      case PgType.NUMERIC ->
          style.numeric() == Form.STRING ? ValueWriter::finite : ValueWriter::number;
      case PgType.BYTEA -> ValueWriter::base64;
      case PgType.TIMESTAMPTZ -> TimestampText::instant;
      case PgType.TIMESTAMP -> TimestampText::local;
      case PgType.DATE -> ValueWriter::finite;
      default -> type.isArray() ? array(type, types, link, style) : ValueWriter::string;
    };
  }

  private static ValueWriter array(PgType type, Types types, Link link, JsonNumbers style)
      throws SQLException {
    PgType element = types.of(type.element(), link);
    ValueWriter writer = of(element, types, link, style);
    char delimiter = element.name().equals("box") ? ';' : ',';
    return (text, from, to, out) -> ArrayText.write(text, from, to, delimiter, writer, out);
  }

  private static void bool(byte[] text, int from, int to, JsonOutput out) {
    out.raw((text[from] == 't' ? "true" : "false").getBytes(StandardCharsets.US_ASCII));
  }

  private static void verbatim(byte[] text, int from, int to, JsonOutput out) {
    out.raw(text, from, to);
  }

  private static void string(byte[] text, int from, int to, JsonOutput out) {
    out.string(text, from, to);
  }

  /** A number; NaN and infinity are null, since JSON has no number for them. */
  private static void number(byte[] text, int from, int to, JsonOutput out) {
    if (isDigit(text[to - 1])) {
      out.raw(text, from, to);
    } else {
      out.nothing();
    }
  }

  /** A string, where NaN and infinity are null. */
  private static void finite(byte[] text, int from, int to, JsonOutput out) {
    if (isInfinite(text, from, to)) {
      out.nothing();
    } else {
      out.string(text, from, to);
    }
  }

  /** Whether a number, date or timestamp is NaN, infinity or -infinity. */
  static boolean isInfinite(byte[] text, int from, int to) {
    byte last = text[to - 1];
    return last == 'y' || last == 'N';
  }

  private static boolean isDigit(byte character) {
    return character >= '0' && character <= '9';
  }

  private static void base64(byte[] text, int from, int to, JsonOutput out) {
    try {
      byte[] bytes = PGbytea.toBytes(Arrays.copyOfRange(text, from, to));
      out.string(Base64.getEncoder().encode(bytes));
    } catch (SQLException impossible) {
      throw new IllegalStateException("Postgres sent no bytea", impossible);
    }
  }
}
