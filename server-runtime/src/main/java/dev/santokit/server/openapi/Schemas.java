package dev.santokit.server.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.santokit.project.api.ApiFunction;
import dev.santokit.project.api.JsonShape;
import dev.santokit.project.api.ResultColumn;
import dev.santokit.project.logic.Parameter;
import dev.santokit.project.logic.ParameterType;
import dev.santokit.project.logic.ParameterType.Scalar;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Types of parameters and results as JSON Schema. */
final class Schemas {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int MOST_ITEMS = 100;

  private Schemas() {}

  /** Whether a value in a query is written as it is, or as JSON that looks so. */
  static boolean isPlain(ParameterType type) {
    return type instanceof Scalar && type != Scalar.JSON;
  }

  /**
   * Of a parameter.
   *
   * @param orNull whether null may stand for none
   */
  static ObjectNode of(Parameter parameter, boolean orNull) {
    ObjectNode schema = orNull ? orNull(of(parameter.type())) : of(parameter.type());
    if (parameter.description() != null) {
      schema.put("description", parameter.description());
    }
    if (parameter.defaultValue() != null) {
      schema.set("default", parameter.defaultValue());
    }
    bound(schema, parameter.type(), "min", parameter.min());
    bound(schema, parameter.type(), "max", parameter.max());
    return schema;
  }

  private static void bound(
      ObjectNode schema, ParameterType type, String which, @Nullable BigDecimal bound) {
    if (bound == null) {
      return;
    }
    boolean min = which.equals("min");
    switch (type) {
      case Scalar.INT, Scalar.NUMBER -> schema.put(which + "imum", bound);
      case Scalar.STRING -> length(schema, which + "Length", min, bound);
      case ParameterType.Array _ -> length(schema, which + "Items", min, bound);
      case Scalar.BOOL, Scalar.JSON, Scalar.UUID, Scalar.DATE, Scalar.TIMESTAMP -> {}
    }
  }

  /** Lengths are whole and not negative, whatever a file says. */
  private static void length(ObjectNode schema, String key, boolean min, BigDecimal bound) {
    if (bound.signum() >= 0) {
      schema.put(key, bound.setScale(0, min ? RoundingMode.CEILING : RoundingMode.FLOOR));
    }
  }

  private static ObjectNode of(ParameterType type) {
    return switch (type) {
      case Scalar.STRING -> typed("string");
      case Scalar.INT -> typed("integer").put("format", "int64");
      case Scalar.NUMBER -> typed("number");
      case Scalar.BOOL -> typed("boolean");
      case Scalar.JSON -> JSON.objectNode();
      case Scalar.UUID -> typed("string").put("format", "uuid");
      case Scalar.DATE -> typed("string").put("format", "date");
      case Scalar.TIMESTAMP -> typed("string").put("format", "date-time");
      case ParameterType.Array(Scalar item) -> arrayOf(of(item));
    };
  }

  private static ObjectNode typed(String type) {
    return JSON.objectNode().put("type", type);
  }

  private static ObjectNode arrayOf(ObjectNode items) {
    return typed("array").set("items", items);
  }

  /** The same or null; a schema without a type takes null already. */
  private static ObjectNode orNull(ObjectNode schema) {
    if (schema.path("type").isTextual()) {
      String type = schema.path("type").textValue();
      schema.putArray("type").add(type).add("null");
    }
    if (schema.path("enum") instanceof ArrayNode values) {
      values.addNull();
    }
    return schema;
  }

  /** What a function answers: what its author says counts, then what its database says. */
  static ObjectNode ofResult(ApiFunction function) {
    if (function.returns() != null) {
      return written(function.returns());
    }
    List<ResultColumn> columns = function.columns();
    if (columns == null) {
      return JSON.objectNode();
    }
    if (columns.isEmpty()) {
      return typed("array").put("maxItems", 0);
    }
    Map<String, ObjectNode> properties = new LinkedHashMap<>();
    for (ResultColumn column : columns) {
      ObjectNode schema = of(column.shape());
      properties.put(column.name(), column.nullable() ? orNull(schema) : schema);
    }
    return arrayOf(object(properties));
  }

  private static ObjectNode object(Map<String, ObjectNode> properties) {
    ObjectNode schema = typed("object");
    schema.putObject("properties").setAll(properties);
    properties.keySet().forEach(schema.putArray("required")::add);
    return schema;
  }

  private static ObjectNode of(JsonShape shape) {
    return switch (shape) {
      case JsonShape.Scalar.STRING -> typed("string");
      case JsonShape.Scalar.NUMBER -> typed("number");
      case JsonShape.Scalar.BOOLEAN -> typed("boolean");
      case JsonShape.Scalar.ANY -> JSON.objectNode();
      case JsonShape.OneOf(List<String> texts) -> {
        ObjectNode schema = typed("string");
        texts.forEach(schema.putArray("enum")::add);
        yield schema;
      }
      case JsonShape.ArrayOf(JsonShape item) -> arrayOf(orNull(of(item)));
    };
  }

  /**
   * {@code uuid}, {@code string?}, {@code array<int>}, {@code {id: uuid}}, {@code [{id: uuid}]}.
   */
  private static ObjectNode written(JsonNode returns) {
    if (returns.isTextual()) {
      return word(returns.textValue().strip());
    }
    if (returns.isArray()) {
      List<ObjectNode> items = new ArrayList<>();
      returns.forEach(item -> items.add(written(item)));
      if (items.size() == 1) {
        return arrayOf(items.getFirst());
      }
      ObjectNode tuple = typed("array").put("minItems", items.size()).put("maxItems", items.size());
      if (!items.isEmpty()) {
        items.forEach(tuple.putArray("prefixItems")::add);
      }
      return tuple;
    }
    if (returns.isObject()) {
      Map<String, ObjectNode> properties = new LinkedHashMap<>();
      returns
          .properties()
          .forEach(field -> properties.put(field.getKey(), written(field.getValue())));
      return object(properties);
    }
    return returns.isNull() ? typed("null") : JSON.objectNode();
  }

  private static ObjectNode word(String word) {
    if (word.endsWith("?")) {
      return orNull(word(word.substring(0, word.length() - 1).strip()));
    }
    return ParameterType.of(word).map(Schemas::of).orElseGet(JSON::objectNode);
  }

  /** One call, its path in the body. */
  static ObjectNode call() {
    ObjectNode schema = typed("object");
    ObjectNode properties = schema.putObject("properties");
    properties.set("path", typed("string").set("examples", JSON.arrayNode().add("users/get")));
    properties.set(
        "params", JSON.objectNode().set("type", JSON.arrayNode().add("object").add("null")));
    schema.putArray("required").add("path");
    return schema.put("additionalProperties", false);
  }

  /** Several calls. */
  static ObjectNode batch() {
    ObjectNode schema = typed("object");
    ObjectNode properties = schema.putObject("properties");
    properties.set(
        "batch",
        arrayOf(JSON.objectNode().put("$ref", "#/components/schemas/Call"))
            .put("minItems", 1)
            .put("maxItems", MOST_ITEMS));
    properties.set(
        "transaction",
        typed("string")
            .put("description", "The database that all of them are for.")
            .set("default", TextNode.valueOf("main")));
    schema.putArray("required").add("batch");
    return schema.put("additionalProperties", false);
  }

  /** Why there is no answer. */
  static ObjectNode error() {
    Map<String, ObjectNode> said = new LinkedHashMap<>();
    said.put(
        "code", typed("string").put("description", "For machines: VALIDATION_ERROR, NOT_FOUND, …"));
    said.put("message", typed("string").put("description", "For people."));
    said.put(
        "requestId",
        typed("string").put("description", "What the server's log calls the request."));
    ObjectNode error = object(said);
    ObjectNode details =
        JSON.objectNode().put("description", "More for machines, where there is more.");
    error.withObject("/properties").set("details", details);
    return object(Map.of("error", error));
  }
}
