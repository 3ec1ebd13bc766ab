package dev.santokit.server.postgres;

import com.fasterxml.jackson.databind.JsonNode;
import dev.santokit.server.call.Refusal;
import dev.santokit.server.call.RefusalCode;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Values of JSON in the text form in which Postgres takes its types. */
public enum ParameterText {
  /** Text, numbers, booleans as they are; objects and arrays as JSON. */
  PLAIN {
    @Override
    String convert(JsonNode value) {
      return scalar(value);
    }
  },
  /** Everything as JSON: a string with its quotes. */
  JSON {
    @Override
    String convert(JsonNode value) {
      return value.toString();
    }
  },
  /** An array of Postgres. */
  ARRAY {
    @Override
    String convert(JsonNode value) {
      return array(value, false);
    }
  },
  /** An array of Postgres whose elements are JSON. */
  ARRAY_OF_JSON {
    @Override
    String convert(JsonNode value) {
      return array(value, true);
    }
  };

  abstract String convert(JsonNode value);

  /**
   * The text of a value; null for JSON null, which is NULL for every type.
   *
   * @param name the parameter's, for messages
   * @throws Refusal VALIDATION_ERROR when an array is needed and {@code value} is none, or text has
   *     characters that no encoding has
   */
  public @Nullable String of(JsonNode value, String name) {
    if (value.isNull() || value.isMissingNode()) {
      return null;
    }
    if (!value.isArray() && (this == ARRAY || this == ARRAY_OF_JSON)) {
      throw Refusal.of(RefusalCode.VALIDATION_ERROR, name + " must be an array");
    }
    return encodable(convert(value), name);
  }

  /** The form for a declared value of a type. */
  public static ParameterText forDeclared(PgType type, @Nullable PgType element) {
    if (type.isArray()) {
      return element != null && element.isJson() ? ARRAY_OF_JSON : ARRAY;
    }
    return type.isJson() ? JSON : PLAIN;
  }

  /** The form for a value that logic hands over at run time: a string may be JSON already. */
  public static ParameterText forRunTime(PgType type, @Nullable PgType element) {
    return type.isArray() ? forDeclared(type, element) : PLAIN;
  }

  static String scalar(JsonNode value) {
    if (value.isTextual()) {
      return value.textValue();
    }
    if (value.isFloatingPointNumber()) {
      BigDecimal number = value.decimalValue();
      // 5.0 of a language that has only one kind of number is a good int4.
      return number.stripTrailingZeros().scale() <= 0 && !value.isBigDecimal()
          ? number.toBigInteger().toString()
          : number.toPlainString();
    }
    return value.isContainerNode() ? value.toString() : value.asText();
  }

  private static String array(JsonNode value, boolean ofJson) {
    var text = new StringBuilder();
    ArrayText.format(value, ofJson, text);
    return text.toString();
  }

  /** Half a character would reach the database as a question mark. */
  private static String encodable(String text, String name) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          throw Refusal.of(RefusalCode.VALIDATION_ERROR, name + " must be valid Unicode");
        }
        i++;
      }
    }
    return text;
  }
}
