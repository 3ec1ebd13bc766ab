package dev.santokit.project.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What a value looks like as JSON when it is not null. */
public sealed interface JsonShape {

  /** Values without parts, and those of which nothing is known. */
  enum Scalar implements JsonShape {
    STRING,
    NUMBER,
    BOOLEAN,
    /** Any JSON. */
    ANY;

    private String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public JsonNode toJson() {
      return TextNode.valueOf(word());
    }
  }

  /** One of some texts, in the order of their enum. */
  record OneOf(List<String> texts) implements JsonShape {
    /** Copies the list. */
    public OneOf {
      texts = List.copyOf(texts);
    }

    @Override
    public JsonNode toJson() {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      ArrayNode array = json.putArray("oneOf");
      texts.forEach(array::add);
      return json;
    }
  }

  /** A list, whose items may be null. */
  record ArrayOf(JsonShape item) implements JsonShape {
    @Override
    public JsonNode toJson() {
      return JsonNodeFactory.instance.objectNode().set("arrayOf", item.toJson());
    }
  }

  /** {@code "string"}, {@code {"oneOf": […]}} or {@code {"arrayOf": …}}. */
  JsonNode toJson();

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws IllegalArgumentException when it is something else
   */
  static JsonShape fromJson(JsonNode json) {
    JsonNode item = json.path("arrayOf");
    if (item.isMissingNode()) {
      return json.path("oneOf").isArray() ? oneOf(json.path("oneOf")) : scalar(json);
    }
    if (item.has("arrayOf")) {
      throw new IllegalArgumentException("Postgres has no arrays of arrays: " + json);
    }
    return new ArrayOf(fromJson(item));
  }

  private static JsonShape oneOf(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return new OneOf(texts);
  }

  private static JsonShape scalar(JsonNode json) {
    return Stream.of(Scalar.values())
        .filter(scalar -> scalar.word().equals(json.textValue()))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no shape of a column: " + json));
  }
}
