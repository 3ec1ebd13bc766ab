package dev.santokit.cli.apply;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * The part of a live object that a field manager applied: what it would have to apply again to
 * change nothing. An object that differs from it in nothing needs no request, and the fields that
 * one command does not know can be sent along with those that it changes.
 */
final class OwnedFields {

  private static final ObjectMapper JSON = new ObjectMapper();

  private OwnedFields() {}

  /**
   * The fields of {@code manager}, with their live values.
   *
   * @return the empty object when it applied none
   */
  static ObjectNode of(JsonNode live, String manager) {
    ObjectNode owned = JsonNodeFactory.instance.objectNode();
    for (JsonNode entry : live.path("metadata").path("managedFields")) {
      if (isApplied(entry, manager)
          && extract(live, entry.path("fieldsV1")) instanceof ObjectNode fields) {
        owned.setAll(fields); // an entry for each API version, of which there is one
      }
    }
    return owned;
  }

  /** Whether {@code manager} applied any field of it. */
  static boolean has(JsonNode live, String manager) {
    for (JsonNode entry : live.path("metadata").path("managedFields")) {
      if (isApplied(entry, manager)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isApplied(JsonNode entry, String manager) {
    return entry.path("manager").asText().equals(manager)
        && entry.path("operation").asText().equals("Apply")
        && entry.path("subresource").asText().isEmpty();
  }

  private static JsonNode extract(JsonNode value, JsonNode fields) {
    if (value.isObject()) {
      return members(value, fields); // no fields: an empty object was applied
    }
    return value.isArray() && !fields.isEmpty() ? elements((ArrayNode) value, fields) : value;
  }

  private static ObjectNode members(JsonNode value, JsonNode fields) {
    ObjectNode members = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> field : fields.properties()) {
      if (field.getKey().startsWith("f:")) {
        String name = field.getKey().substring("f:".length());
        JsonNode member = value.get(name);
        if (member != null) {
          members.set(name, extract(member, field.getValue()));
        }
      }
    }
    return members;
  }

  /** In the order of the live list, which is that of the applier. */
  private static ArrayNode elements(ArrayNode value, JsonNode fields) {
    ArrayNode elements = JsonNodeFactory.instance.arrayNode();
    for (JsonNode element : value) {
      for (Map.Entry<String, JsonNode> field : fields.properties()) {
        if (names(field.getKey(), element)) {
          elements.add(extract(element, field.getValue()));
          break;
        }
      }
    }
    return elements;
  }

  private static boolean names(String key, JsonNode element) {
    if (key.length() < 2) {
      return false;
    }
    JsonNode named;
    try {
      named = JSON.readTree(key.substring(2));
    } catch (JsonProcessingException unknownForm) {
      return false; // i:3, an index, which no list of ours has
    }
    return switch (key.charAt(0)) {
      case 'v' -> SameJson.test(named, element);
      case 'k' ->
          named.properties().stream()
              .allMatch(part -> SameJson.test(part.getValue(), element.path(part.getKey())));
      default -> false;
    };
  }
}
