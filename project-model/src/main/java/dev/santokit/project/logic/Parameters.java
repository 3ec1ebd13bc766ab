package dev.santokit.project.logic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * The parameters that a function declares.
 *
 * @param byName in the order of the file; the order means nothing to a call
 */
public record Parameters(SequencedMap<String, Parameter> byName) {

  /** Of a function without parameters. */
  public static final Parameters NONE = new Parameters(new LinkedHashMap<>());

  /** Copies. */
  public Parameters {
    byName = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(byName));
  }

  /**
   * Checks what a client sent and adds defaults. Null counts as absent, so it does not satisfy
   * {@code required} and takes the default.
   *
   * @param params the object of the request; null and JSON null count as an empty one
   * @throws ArgumentRefused when it is no object, or one argument is missing, of the wrong type,
   *     out of range or not declared
   */
  public Arguments read(@Nullable JsonNode params) {
    JsonNode given = params == null || params.isNull() ? EMPTY : params;
    if (!given.isObject()) {
      throw new ArgumentRefused(null, "params must be an object, not " + StoredJson.kind(given));
    }
    var read = new LinkedHashMap<String, JsonNode>(byName.size() * 2);
    int found = 0;
    for (Parameter parameter : byName.values()) {
      JsonNode value = given.get(parameter.name());
      if (value != null) {
        found++;
      }
      read.put(parameter.name(), value(parameter, value));
    }
    if (found != given.size()) {
      throw undeclared(given);
    }
    return new Arguments(read);
  }

  private static JsonNode value(Parameter parameter, @Nullable JsonNode value) {
    if (value == null || value.isNull()) {
      if (parameter.required()) {
        throw new ArgumentRefused(
            parameter.name(), "Missing required parameter: " + parameter.name());
      }
      JsonNode standing = parameter.defaultValue();
      return standing == null ? NullNode.instance : standing;
    }
    String fault = parameter.fault(value);
    if (fault != null) {
      throw new ArgumentRefused(
          parameter.name(), "Invalid parameter " + parameter.name() + ": " + fault);
    }
    return value;
  }

  private ArgumentRefused undeclared(JsonNode given) {
    for (var field : given.properties()) {
      if (!byName.containsKey(field.getKey())) {
        return new ArgumentRefused(field.getKey(), "Unknown parameter: " + field.getKey());
      }
    }
    throw new IllegalStateException("more arguments than parameters, and all are declared");
  }

  private static final ObjectNode EMPTY = JsonNodeFactory.instance.objectNode();

  /** Their form in a release: by name. */
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    byName.forEach((name, parameter) -> json.set(name, parameter.toJson()));
    return json;
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws IllegalArgumentException when it is something else
   */
  public static Parameters fromJson(JsonNode json) {
    if (!json.isObject()) {
      throw new IllegalArgumentException("params is no object");
    }
    var byName = new LinkedHashMap<String, Parameter>();
    json.properties()
        .forEach(field ->
            byName.put(field.getKey(), Parameter.fromJson(field.getKey(), field.getValue())));
    return new Parameters(byName);
  }
}
