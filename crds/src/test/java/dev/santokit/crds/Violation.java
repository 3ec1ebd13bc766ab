package dev.santokit.crds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A valid resource with one value that is just beyond one bound of the CRD.
 *
 * @param path where, as the API server writes it: {@code spec.databases.main.pool.max}
 * @param phrase what the API server must say of it
 */
record Violation(String path, String phrase, ObjectNode resource) {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** One violation for each bound of each of our own fields. */
  static List<Violation> of(Crd crd, List<ObjectNode> resources) {
    var violations = new ArrayList<Violation>();
    for (Field field : crd.fields()) {
      if (!field.isOfKubernetes() && !field.path().isEmpty()) {
        Place place = Place.of(field, resources);
        beyond(field, place.value(), (value, phrase) -> violations.add(place.with(value, phrase)));
      }
    }
    return violations;
  }

  private static void beyond(Field field, JsonNode valid, BiConsumer<JsonNode, String> found) {
    JsonNode schema = field.schema();
    if (schema.has("maxLength")) {
      int max = schema.get("maxLength").asInt();
      found.accept(JSON.textNode("1".repeat(max + 1)), "Too long: may not be more than " + max);
    }
    if (schema.path("minLength").asInt() > 0) {
      found.accept(JSON.textNode(""), "should be at least " + schema.get("minLength").asInt());
    }
    if (schema.has("pattern")) {
      found.accept(JSON.textNode("/ + /"), "should match");
    }
    if (schema.has("enum")) {
      found.accept(JSON.textNode("none-of-them"), "Unsupported value");
    }
    if (schema.has("minimum")) {
      int least = schema.get("minimum").asInt();
      found.accept(JSON.numberNode(least - 1), "should be greater than or equal to " + least);
    }
    if (schema.has("maximum")) {
      found.accept(
          JSON.numberNode(schema.get("maximum").asInt() + 1), "should be less than or equal to");
    }
    if (schema.has("maxItems")) {
      int max = schema.get("maxItems").asInt();
      found.accept(
          items(valid.isArray() && !valid.isEmpty() ? valid.get(0) : JSON.textNode("a"), max + 1),
          "Too many: " + (max + 1) + ": must have at most " + max);
    }
    if (schema.path("minItems").asInt() > 0) {
      found.accept(JSON.arrayNode(), "should have at least " + schema.get("minItems").asInt());
    }
    if (schema.has("maxProperties")) {
      int max = schema.get("maxProperties").asInt();
      found.accept(
          properties(
              valid.isObject() && !valid.isEmpty() ? valid.elements().next() : JSON.textNode("a"),
              max + 1),
          "Too many: " + (max + 1) + ": must have at most " + max);
    }
    if (field.isTime()) {
      found.accept(JSON.textNode("yesterday"), "must be of type date-time");
    }
  }

  private static ArrayNode items(JsonNode item, int number) {
    var items = JSON.arrayNode();
    for (int i = 0; i < number; i++) {
      items.add(item);
    }
    return items;
  }

  private static ObjectNode properties(JsonNode value, int number) {
    var properties = JSON.objectNode();
    for (int i = 0; i < number; i++) {
      properties.set("a" + i, value);
    }
    return properties;
  }

  @Override
  public String toString() {
    return path + ": " + phrase;
  }

  /** Where a valid resource has a value for a field. */
  private record Place(ObjectNode resource, List<Object> steps, JsonNode value) {

    static Place of(Field field, List<ObjectNode> resources) {
      var path = List.of(field.path().replace("[]", ".[]").replace("{}", ".{}").split("\\.", -1));
      return resources.stream()
          .flatMap(resource ->
              find(resource, path).map(steps -> new Place(resource, steps, at(resource, steps))))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no valid resource has " + field.path()));
    }

    /** All places under {@code node} to which {@code path} leads. */
    private static Stream<List<Object>> find(JsonNode node, List<String> path) {
      if (path.isEmpty()) {
        return Stream.of(List.of());
      }
      Stream<?> firsts =
          switch (path.getFirst()) {
            case "[]" -> IntStream.range(0, node.size()).boxed();
            case "{}" -> node.properties().stream().map(Map.Entry::getKey);
            default -> Stream.of(path.getFirst()).filter(node::has);
          };
      var rest = path.subList(1, path.size());
      return firsts.flatMap(first ->
          find(child(node, first), rest)
              .map(steps -> Stream.concat(Stream.of(first), steps.stream()).toList()));
    }

    private static JsonNode at(JsonNode node, List<Object> steps) {
      for (Object step : steps) {
        node = child(node, step);
      }
      return node;
    }

    Violation with(JsonNode beyond, String phrase) {
      var changed = resource.deepCopy();
      JsonNode parent = at(changed, steps.subList(0, steps.size() - 1));
      if (steps.getLast() instanceof Integer index) {
        ((ArrayNode) parent).set(index, beyond);
      } else {
        ((ObjectNode) parent).set((String) steps.getLast(), beyond);
      }
      var path = new StringBuilder();
      for (Object step : steps) {
        if (step instanceof Integer) {
          path.append('[').append(step).append(']');
        } else {
          path.append(path.isEmpty() ? "" : ".").append(step);
        }
      }
      return new Violation(path.toString(), phrase, changed);
    }

    private static JsonNode child(JsonNode parent, Object step) {
      return step instanceof Integer index ? parent.path(index) : parent.path((String) step);
    }
  }
}
