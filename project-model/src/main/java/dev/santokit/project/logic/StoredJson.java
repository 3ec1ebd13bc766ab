package dev.santokit.project.logic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * JSON that stands in a release. RFC 8785 writes numbers as doubles, so a release holds only
 * numbers that survive it: two files that differ never have one digest.
 */
final class StoredJson {

  /** 2^53: the integers up to it are doubles, each by itself. */
  private static final BigDecimal MOST_EXACT = BigDecimal.valueOf(1L << 53);

  private StoredJson() {}

  /** Why {@code json} cannot stand in a release, or null when it can. */
  static @Nullable String fault(JsonNode json) {
    if (json.isNumber()) {
      return numberFault(json);
    }
    if (json.isTextual()) {
      return TextForms.isUnicode(json.textValue()) ? null : "the text is no valid Unicode";
    }
    for (var field : json.properties()) {
      if (!TextForms.isUnicode(field.getKey())) {
        return "the text is no valid Unicode";
      }
    }
    for (JsonNode child : json) {
      String fault = fault(child);
      if (fault != null) {
        return fault;
      }
    }
    return null;
  }

  private static @Nullable String numberFault(JsonNode json) {
    if (!Double.isFinite(json.doubleValue())) {
      return "the number is too large for a release";
    }
    BigDecimal exact = json.decimalValue();
    if (isWhole(exact)) {
      return exact.abs().compareTo(MOST_EXACT) <= 0
          ? null
          : "integers in a release are within 2^53, which JSON keeps everywhere";
    }
    return BigDecimal.valueOf(json.doubleValue()).compareTo(exact) == 0
        ? null
        : "the number has more digits than JSON keeps everywhere";
  }

  private static boolean isWhole(BigDecimal exact) {
    return exact.stripTrailingZeros().scale() <= 0;
  }

  /**
   * The same JSON with one form for each number: {@code 1.0} is {@code 1}. Equal values are equal
   * nodes then, whoever parsed them.
   *
   * @param json without {@link #fault}
   */
  static JsonNode normal(JsonNode json) {
    if (json.isNumber()) {
      return number(json.decimalValue());
    }
    if (json.isArray()) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      json.forEach(item -> array.add(normal(item)));
      return array;
    }
    if (json.isObject()) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      json.properties().forEach(field -> object.set(field.getKey(), normal(field.getValue())));
      return object;
    }
    return json;
  }

  /** The one node for a number that has no {@link #fault}. */
  static JsonNode number(BigDecimal value) {
    if (!isWhole(value)) {
      return DecimalNode.valueOf(value.stripTrailingZeros());
    }
    long whole = value.longValueExact();
    return whole == (int) whole ? IntNode.valueOf((int) whole) : LongNode.valueOf(whole);
  }

  /**
   * {@code , not a string}; empty where the value is of the expected kind and only its form is not.
   */
  static String butNot(String expected, JsonNode value) {
    String kind = kind(value);
    return value.isTextual() && !expected.equals("a string") && expected.contains(" like ")
        ? ""
        : ", not " + kind;
  }

  /** What a value is called in messages. */
  static String kind(JsonNode value) {
    return switch (value.getNodeType()) {
      case STRING -> "a string";
      case NUMBER -> "a number";
      case BOOLEAN -> "a boolean";
      case ARRAY -> "an array";
      case OBJECT -> "an object";
      default -> "null";
    };
  }

  /**
   * The strings of an array.
   *
   * @throws IllegalArgumentException when it is none
   */
  static List<String> strings(String name, JsonNode json) {
    List<String> strings = new ArrayList<>();
    if (!json.isArray()) {
      throw new IllegalArgumentException(name + " is no list");
    }
    for (JsonNode item : json) {
      if (!item.isTextual()) {
        throw new IllegalArgumentException(name + " is no list of strings");
      }
      strings.add(item.textValue());
    }
    return List.copyOf(strings);
  }

  /**
   * Refuses keys that this version does not know: it would serve something else than was meant.
   *
   * @throws IllegalArgumentException when {@code json} is no object or has another key
   */
  static void onlyKeys(String name, JsonNode json, Set<String> known) {
    if (!json.isObject()) {
      throw new IllegalArgumentException(name + " is no object");
    }
    for (var field : json.properties()) {
      if (!known.contains(field.getKey())) {
        throw new IllegalArgumentException("unknown key \"" + field.getKey() + "\" in " + name);
      }
    }
  }

  /**
   * A string, or null when absent.
   *
   * @throws IllegalArgumentException when it is something else
   */
  static @Nullable String string(String name, JsonNode json) {
    JsonNode value = json.get(name);
    if (value == null) {
      return null;
    }
    if (!value.isTextual()) {
      throw new IllegalArgumentException(name + " is no string");
    }
    return value.textValue();
  }

  /**
   * A positive number of milliseconds that must be there.
   *
   * @throws IllegalArgumentException when it is not
   */
  static Duration millis(String name, JsonNode json) {
    JsonNode value = json.path(name);
    if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() <= 0) {
      throw new IllegalArgumentException(name + " is no number of milliseconds");
    }
    return Duration.ofMillis(value.longValue());
  }

  /**
   * A boolean that must be there.
   *
   * @throws IllegalArgumentException when it is not
   */
  static boolean bool(String name, JsonNode json) {
    JsonNode value = json.get(name);
    if (value == null || !value.isBoolean()) {
      throw new IllegalArgumentException(name + " is no boolean");
    }
    return value.booleanValue();
  }
}
