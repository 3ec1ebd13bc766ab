package dev.santokit.project.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A column of the rows that a function in SQL answers.
 *
 * @param name its key in a row
 * @param type Postgres' name of its type, a domain's being that of what it is made of: {@code
 *     int4}, {@code text[]}
 * @param shape what its values are as JSON
 * @param nullable whether a value may be null, as far as the database knows: only a NOT NULL column
 *     of a table that no outer join leaves out is never. NaN and infinity are null all the same
 */
public record ResultColumn(String name, String type, JsonShape shape, boolean nullable) {

  ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("name", name).put("type", type);
    json.set("json", shape.toJson());
    return json.put("nullable", nullable);
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws IllegalArgumentException when it is something else
   */
  static ResultColumn fromJson(JsonNode json) {
    if (!json.path("name").isTextual()
        || !json.path("type").isTextual()
        || !json.path("nullable").isBoolean()) {
      throw new IllegalArgumentException("no column of a result: " + json);
    }
    return new ResultColumn(
        json.path("name").textValue(),
        json.path("type").textValue(),
        JsonShape.fromJson(json.path("json")),
        json.path("nullable").booleanValue());
  }
}
