package dev.santokit.project.logic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A value that a function takes by name.
 *
 * @param name {@code [A-Za-z_][A-Za-z0-9_]{0,62}}, none that the server binds
 * @param required whether a call without it is refused; never with a default
 * @param defaultValue stands in when the call has none; null without
 * @param min the least value of an int or number, the least length of a string in code points, or
 *     the fewest items of an array; null without
 * @param max the same upwards
 * @param description for people; null without
 */
public record Parameter(
    String name,
    ParameterType type,
    boolean required,
    @Nullable JsonNode defaultValue,
    @Nullable BigDecimal min,
    @Nullable BigDecimal max,
    @Nullable String description) {

  /** All that may stand in a declaration, in files and in releases. */
  static final Set<String> KEYS =
      Set.of("type", "required", "default", "min", "max", "description");

  private static final int LONGEST_NAME = 63;

  /**
   * Gives numbers their one form, so that equal parameters are equal records.
   *
   * @throws IllegalArgumentException when a parameter cannot have the name: whoever wrote the
   *     release, a client never sets what the server binds
   */
  public Parameter {
    if (!isName(name) || ServerBound.of(name).isPresent()) {
      throw new IllegalArgumentException("\"" + name + "\" is no name of a parameter");
    }
    defaultValue = defaultValue == null ? null : StoredJson.normal(defaultValue);
    min = min == null ? null : StoredJson.number(min).decimalValue();
    max = max == null ? null : StoredJson.number(max).decimalValue();
  }

  /** Whether a name has the form of one; the server may have taken it for itself. */
  static boolean isName(String text) {
    return TextForms.isIdentifier(text, LONGEST_NAME);
  }

  /** What is wrong with {@code value}, which is not null, for this parameter; null when nothing. */
  public @Nullable String fault(JsonNode value) {
    String fault = type.fault(value);
    return fault != null || (min == null && max == null) ? fault : boundsFault(value);
  }

  private @Nullable String boundsFault(JsonNode value) {
    return switch (type) {
      case ParameterType.Scalar.INT -> outside(BigDecimal.valueOf(value.longValue()), "", "");
      case ParameterType.Scalar.NUMBER -> outside(value.decimalValue(), "", "");
      case ParameterType.Scalar.STRING -> {
        String text = value.textValue();
        yield outside(
            BigDecimal.valueOf(text.codePointCount(0, text.length())), "have ", " characters");
      }
      case ParameterType.Array _ -> outside(BigDecimal.valueOf(value.size()), "have ", " items");
      case ParameterType.Scalar.BOOL,
          ParameterType.Scalar.JSON,
          ParameterType.Scalar.UUID,
          ParameterType.Scalar.DATE,
          ParameterType.Scalar.TIMESTAMP ->
          null;
    };
  }

  private @Nullable String outside(BigDecimal measure, String verb, String unit) {
    if (min != null && measure.compareTo(min) < 0) {
      return "must " + (verb.isEmpty() ? "be " : verb) + "at least " + min.toPlainString() + unit;
    }
    if (max != null && measure.compareTo(max) > 0) {
      return "must " + (verb.isEmpty() ? "be " : verb) + "at most " + max.toPlainString() + unit;
    }
    return null;
  }

  /** Its form in a release, without the name. */
  ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("type", type.word());
    json.put("required", required);
    if (defaultValue != null) {
      json.set("default", defaultValue);
    }
    if (min != null) {
      json.set("min", StoredJson.number(min));
    }
    if (max != null) {
      json.set("max", StoredJson.number(max));
    }
    if (description != null) {
      json.put("description", description);
    }
    return json;
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws IllegalArgumentException when it is something else
   */
  static Parameter fromJson(String name, JsonNode json) {
    StoredJson.onlyKeys("parameter " + name, json, KEYS);
    String word = StoredJson.string("type", json);
    ParameterType type =
        ParameterType.of(word == null ? "" : word)
            .orElseThrow(
                () -> new IllegalArgumentException("parameter " + name + " has no known type"));
    var parameter =
        new Parameter(
            name,
            type,
            StoredJson.bool("required", json),
            json.get("default"),
            bound("min", json),
            bound("max", json),
            StoredJson.string("description", json));
    if (parameter.defaultValue != null && parameter.fault(parameter.defaultValue) != null) {
      throw new IllegalArgumentException(
          "the default of parameter " + name + " is none of its values");
    }
    return parameter;
  }

  private static @Nullable BigDecimal bound(String key, JsonNode json) {
    JsonNode value = json.get(key);
    if (value == null) {
      return null;
    }
    if (!value.isNumber()) {
      throw new IllegalArgumentException(key + " is no number");
    }
    return value.decimalValue();
  }
}
