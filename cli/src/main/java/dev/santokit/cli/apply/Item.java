package dev.santokit.cli.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A resource as it should be, in the form in which it is applied: it names no field that its files
 * do not, and no namespace.
 *
 * @param json {@code apiVersion}, {@code kind}, {@code metadata} and {@code spec}
 */
public record Item(Kind kind, ObjectNode json) {

  /** Completes a resource of a name. */
  static Item of(Kind kind, String name, ObjectNode labels, JsonNode spec) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("apiVersion", Kind.API_VERSION).put("kind", kind.resourceKind());
    ObjectNode metadata = json.putObject("metadata").put("name", name);
    if (!labels.isEmpty()) {
      metadata.set("labels", labels);
    }
    json.set("spec", spec);
    return new Item(kind, json);
  }

  /** The name of the object. */
  public String name() {
    return json.path("metadata").path("name").asText();
  }

  /** What a person calls it: the path of a function, the alias of a schema, the project's name. */
  public String title() {
    return title(kind, json);
  }

  static String title(Kind kind, JsonNode json) {
    return switch (kind) {
      case PROJECT -> json.path("metadata").path("name").asText();
      case PLAN -> json.path("spec").path("database").asText();
      case BUNDLE -> json.path("spec").path("path").asText();
    };
  }
}
