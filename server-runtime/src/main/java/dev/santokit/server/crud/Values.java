package dev.santokit.server.crud;

import com.fasterxml.jackson.databind.JsonNode;
import dev.santokit.server.call.Refusal;
import dev.santokit.server.catalogue.Column;
import dev.santokit.server.postgres.ParameterText;
import dev.santokit.server.postgres.PgType;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Values of a client's JSON as values of columns. */
final class Values {

  private Values() {}

  /**
   * The text form of a value for a column's type; null for null. Postgres says whether the text is
   * one of the type.
   *
   * @throws Refusal VALIDATION_ERROR when no value of the type has this form
   */
  static @Nullable String text(Column column, JsonNode value) {
    check(column, value);
    if (column.type().oid() == PgType.BYTEA && value.isTextual()) {
      return bytes(column, value.textValue());
    }
    return ParameterText.forDeclared(column.type(), column.element()).of(value, column.name());
  }

  /** Bytes are base64, as answers have them. */
  private static String bytes(Column column, String base64) {
    try {
      return "\\x" + HexFormat.of().formatHex(Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException none) {
      throw Params.invalid(column.name() + " takes bytes in base64");
    }
  }

  /**
   * Nothing when the value may be one of the column's type.
   *
   * @throws Refusal VALIDATION_ERROR that names the column
   */
  static void check(Column column, JsonNode value) {
    boolean fits =
        value.isNull()
            || column.type().isJson()
            || (value.isArray() ? column.type().isArray() : !value.isObject());
    if (!fits || (value.isTextual() && value.textValue().indexOf('\0') >= 0)) {
      throw Params.invalid(
          column.name() + " takes " + column.type().name() + ", and got " + described(value));
    }
  }

  private static String described(JsonNode value) {
    return switch (value.getNodeType()) {
      case ARRAY -> "a list";
      case OBJECT -> "an object";
      case STRING -> "a text with a NUL character";
      default -> "something else";
    };
  }
}
