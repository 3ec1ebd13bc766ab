package dev.santokit.project.logic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.SequencedMap;

/**
 * The checked arguments of one call.
 *
 * @param byName every declared parameter, JSON null where the call and the file have no value
 */
public record Arguments(SequencedMap<String, JsonNode> byName) {

  /** Makes it read-only; the map is not copied, since each call makes one. */
  public Arguments {
    byName = Collections.unmodifiableSequencedMap(byName);
  }

  /**
   * The value of a declared parameter.
   *
   * @throws IllegalArgumentException when the function declares no such parameter
   */
  public JsonNode get(String name) {
    JsonNode value = byName.get(name);
    if (value == null) {
      throw new IllegalArgumentException("no parameter " + name + " is declared");
    }
    return value;
  }

  /** As JavaScript gets them: without those that have no value. */
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    byName.forEach((name, value) -> {
      if (!value.isNull()) {
        json.set(name, value);
      }
    });
    return json;
  }
}
