package dev.santokit.project.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.ValueNode;
import dev.santokit.project.problem.Range;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** A value with its place in a file. */
public sealed interface Node {

  /** Where it stands. */
  Range range();

  /** The value without places. */
  JsonNode toJson();

  /** What it is called in messages: {@code a mapping}, {@code a list}, {@code the string "x"}. */
  String describe();

  /** JSON as a node all of which stands at one place, for what was not written by hand. */
  static Node of(JsonNode json, Range place) {
    if (json instanceof ObjectNode object) {
      var entries = new LinkedHashMap<String, Entry>();
      object
          .properties()
          .forEach(p -> entries.put(p.getKey(), new Entry(place, of(p.getValue(), place))));
      return new Mapping(place, entries);
    }
    if (json instanceof ArrayNode array) {
      return new Sequence(place, array.valueStream().map(item -> of(item, place)).toList());
    }
    return new Scalar(place, (ValueNode) json, json.asText());
  }

  /** JSON of a resource as a node each part of which stands at its field. */
  static Node ofField(JsonNode json, String field) {
    Range place = Range.ofField(field);
    if (json instanceof ObjectNode object) {
      var entries = new LinkedHashMap<String, Entry>();
      object
          .properties()
          .forEach(p -> {
            Node value = ofField(p.getValue(), field + "." + p.getKey());
            entries.put(p.getKey(), new Entry(value.range(), value));
          });
      return new Mapping(place, entries);
    }
    if (json instanceof ArrayNode array) {
      List<Node> items = new ArrayList<>();
      for (int i = 0; i < array.size(); i++) {
        items.add(ofField(array.get(i), field + "[" + i + "]"));
      }
      return new Sequence(place, items);
    }
    return new Scalar(place, (ValueNode) json, json.asText());
  }

  /**
   * Keys and values.
   *
   * @param entries in the order of the file
   */
  record Mapping(Range range, SequencedMap<String, Entry> entries) implements Node {
    @Override
    public JsonNode toJson() {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      entries.forEach((key, entry) -> object.set(key, entry.value().toJson()));
      return object;
    }

    @Override
    public String describe() {
      return "a mapping";
    }
  }

  /** A key and its value. */
  record Entry(Range key, Node value) {}

  /** A list. */
  record Sequence(Range range, List<Node> items) implements Node {
    @Override
    public JsonNode toJson() {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      items.forEach(item -> array.add(item.toJson()));
      return array;
    }

    @Override
    public String describe() {
      return "a list";
    }
  }

  /**
   * A string, number, boolean or null.
   *
   * @param value as YAML's core schema resolves it; integers of any size, decimals exactly
   * @param text as it is written, without quotes
   */
  record Scalar(Range range, ValueNode value, String text) implements Node {
    @Override
    public JsonNode toJson() {
      return value;
    }

    @Override
    public String describe() {
      return switch (value.getNodeType()) {
        case STRING -> "the string \"" + text + "\"";
        case NUMBER -> "the number " + text;
        case BOOLEAN -> "the boolean " + text;
        default -> "nothing";
      };
    }
  }
}
