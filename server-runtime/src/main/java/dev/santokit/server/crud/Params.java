package dev.santokit.server.crud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.santokit.project.problem.Nearest;
import dev.santokit.server.call.Refusal;
import dev.santokit.server.call.RefusalCode;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a call on a table, or of one of its includes.
 *
 * @param where what messages put before a parameter's name: {@code include.orders.}; empty for the
 *     call's own
 */
record Params(JsonNode object, String where) {

  private static final int LONGEST_SHOWN = 80;

  /**
   * Of an object with some of the keys that are known.
   *
   * @param node null when the call has none
   * @throws Refusal VALIDATION_ERROR when it is something else
   */
  static Params of(@Nullable JsonNode node, String where, Set<String> known) {
    JsonNode object = node == null ? JsonNodeFactory.instance.objectNode() : node;
    if (!object.isObject()) {
      throw invalid(
          where.isEmpty()
              ? "params must be an object"
              : where.substring(0, where.length() - 1) + " must be an object");
    }
    object
        .fieldNames()
        .forEachRemaining(key -> {
          if (!known.contains(key)) {
            throw invalid(
                "Unknown parameter: " + where + shown(key) + "; " + Nearest.hint(key, known));
          }
        });
    return new Params(object, where);
  }

  /** A parameter; null when it is absent or null. */
  @Nullable JsonNode get(String key) {
    JsonNode value = object.get(key);
    return value == null || value.isNull() ? null : value;
  }

  /**
   * A whole number.
   *
   * @param most the largest one that is taken
   * @throws Refusal VALIDATION_ERROR when it is none, negative or larger
   */
  long number(String key, long absent, long most) {
    JsonNode value = get(key);
    if (value == null) {
      return absent;
    }
    boolean whole = value.isIntegralNumber() && value.canConvertToLong();
    if (!whole || value.longValue() < 0 || value.longValue() > most) {
      throw invalid(where + key + " must be a whole number from 0 to " + most);
    }
    return value.longValue();
  }

  /**
   * A switch.
   *
   * @throws Refusal VALIDATION_ERROR when it is neither true nor false
   */
  boolean flag(String key) {
    JsonNode value = get(key);
    if (value == null) {
      return false;
    }
    if (!value.isBoolean()) {
      throw invalid(where + key + " must be true or false");
    }
    return value.booleanValue();
  }

  /** A refusal that says what is wrong. */
  static Refusal invalid(String message) {
    return Refusal.of(RefusalCode.VALIDATION_ERROR, message);
  }

  /** What messages repeat of a client's words has a bound. */
  static String shown(String text) {
    return text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "…" : text;
  }
}
