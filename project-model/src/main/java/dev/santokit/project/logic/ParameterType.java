package dev.santokit.project.logic;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What values a parameter takes. Nothing is converted: {@code "20"} is no int. */
public sealed interface ParameterType {

  /** As front matter writes it: {@code int}, {@code array<uuid>}. */
  String word();

  /** What is wrong with {@code value} as one of this type, or null when nothing is. */
  @Nullable String fault(JsonNode value);

  /** The types that are no arrays. */
  enum Scalar implements ParameterType {
    /** Text of valid Unicode. */
    STRING,
    /** An integer of 64 bits, written without fraction and exponent. */
    INT,
    /** A number of at most 1,000 digits before and behind the point. */
    NUMBER,
    /** {@code true} or {@code false}. */
    BOOL,
    /** Any JSON but null, which means absent. */
    JSON,
    /** Text like {@code 0190163d-8694-739b-aea5-966c26f8ad91}, in either case. */
    UUID,
    /** Text like {@code 2024-02-29}: a day of the calendar in the years 0001 to 9999. */
    DATE,
    /**
     * Text like {@code 2024-02-29T12:00:00.5Z}: RFC 3339, whose offset may be left out; then it is
     * UTC.
     */
    TIMESTAMP;

    /** More digits than any use; without a bound, 1e999999999 would be written out somewhere. */
    private static final int MOST_DIGITS = 1000;

    private final String word = name().toLowerCase(Locale.ROOT);

    @Override
    public String word() {
      return word;
    }

    @Override
    public @Nullable String fault(JsonNode value) {
      return switch (this) {
        case STRING -> value.isTextual() ? textFault(value.textValue()) : not("a string", value);
        case INT ->
            value.isIntegralNumber()
                ? value.canConvertToLong() ? null : "must be an integer of at most 64 bits"
                : not("an integer", value);
        case NUMBER -> value.isNumber() ? numberFault(value) : not("a number", value);
        case BOOL -> value.isBoolean() ? null : not("true or false", value);
        case JSON -> null;
        case UUID ->
            value.isTextual() && TextForms.isUuid(value.textValue())
                ? null
                : not("a UUID like 0190163d-8694-739b-aea5-966c26f8ad91", value);
        case DATE ->
            value.isTextual() && TextForms.isDate(value.textValue())
                ? null
                : not("a date like 2024-02-29", value);
        case TIMESTAMP ->
            value.isTextual() && TextForms.isTimestamp(value.textValue())
                ? null
                : not("a timestamp like 2024-02-29T12:00:00Z", value);
      };
    }

    private static @Nullable String textFault(String text) {
      return TextForms.isUnicode(text) ? null : "must be valid Unicode";
    }

    private static @Nullable String numberFault(JsonNode value) {
      if (value.isDouble() || value.isFloat()) {
        return Double.isFinite(value.doubleValue()) ? null : "must be a finite number";
      }
      if (value.isBigDecimal()) {
        var decimal = value.decimalValue();
        long before = (long) decimal.precision() - decimal.scale();
        return decimal.scale() <= MOST_DIGITS && before <= MOST_DIGITS
            ? null
            : "must be a number of at most 1,000 digits before and behind the point";
      }
      return value.isBigInteger() && value.bigIntegerValue().bitLength() > MOST_DIGITS * 10 / 3
          ? "must be a number of at most 1,000 digits before and behind the point"
          : null;
    }

    private static String not(String expected, JsonNode value) {
      return "must be " + expected + StoredJson.butNot(expected, value);
    }
  }

  /**
   * A list of values of one type. Lists in lists are {@code json}.
   *
   * @param item what each one is; null is none, except in lists of json
   */
  record Array(Scalar item) implements ParameterType {
    @Override
    public String word() {
      return "array<" + item.word() + ">";
    }

    @Override
    public @Nullable String fault(JsonNode value) {
      if (!value.isArray()) {
        return "must be an array" + StoredJson.butNot("an array", value);
      }
      for (int i = 0; i < value.size(); i++) {
        String fault = item.fault(value.get(i));
        if (fault != null) {
          return "item " + i + " " + fault;
        }
      }
      return null;
    }
  }

  /** All words, for messages. */
  List<String> WORDS =
      Stream.concat(Stream.of(Scalar.values()).map(Scalar::word), Stream.of("array<T>")).toList();

  /** The type that is written so. */
  static Optional<ParameterType> of(String word) {
    if (word.startsWith("array<") && word.endsWith(">")) {
      return scalar(word.substring("array<".length(), word.length() - 1).strip()).map(Array::new);
    }
    return scalar(word).map(scalar -> scalar);
  }

  private static Optional<Scalar> scalar(String word) {
    return Stream.of(Scalar.values()).filter(s -> s.word().equals(word)).findFirst();
  }
}
