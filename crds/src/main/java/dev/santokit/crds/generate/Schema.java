package dev.santokit.crds.generate;

import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.List;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/**
 * A CRD's schema by path: {@code spec.env[].name} is the name of an item of the list, {@code
 * spec.params{}.type} the type of a value of the map.
 */
record Schema(JSONSchemaProps root) {

  /**
   * The schema of one field.
   *
   * @throws IllegalStateException when there is no such field
   */
  JSONSchemaProps at(String path) {
    var found = root;
    for (String step : path.replace("[]", ".[]").replace("{}", ".{}").split("\\.", -1)) {
      found =
          switch (step) {
            case "[]" -> found.getItems() == null ? null : found.getItems().getSchema();
            case "{}" ->
                found.getAdditionalProperties() == null
                    ? null
                    : found.getAdditionalProperties().getSchema();
            default -> found.getProperties() == null ? null : found.getProperties().get(step);
          };
      if (found == null) {
        throw new IllegalStateException("no field " + path + ": nothing at " + step);
      }
    }
    return found;
  }

  /** The part under a field. */
  Schema under(String path) {
    return new Schema(at(path));
  }

  /** Calls {@code visitor} with the path and schema of the root and of every field below it. */
  void forEach(BiConsumer<String, JSONSchemaProps> visitor) {
    visit("", root, visitor);
  }

  private static void visit(
      String path, JSONSchemaProps schema, BiConsumer<String, JSONSchemaProps> visitor) {
    visitor.accept(path, schema);
    if (schema.getProperties() != null) {
      schema
          .getProperties()
          .forEach(
              (name, child) -> visit(path.isEmpty() ? name : path + "." + name, child, visitor));
    }
    if (schema.getItems() != null && schema.getItems().getSchema() != null) {
      visit(path + "[]", schema.getItems().getSchema(), visitor);
    }
    if (schema.getAdditionalProperties() != null
        && schema.getAdditionalProperties().getSchema() != null) {
      visit(path + "{}", schema.getAdditionalProperties().getSchema(), visitor);
    }
  }

  /** Makes a list one whose items are known by these fields, so that two appliers share it. */
  void listMap(String path, String... keys) {
    var list = at(path);
    list.setXKubernetesListType("map");
    list.setXKubernetesListMapKeys(List.of(keys));
    at(path + "[]").setRequired(withKeys(at(path + "[]").getRequired(), keys));
  }

  private static List<String> withKeys(List<String> required, String... keys) {
    var all = new TreeSet<>(required == null ? List.of() : required);
    all.addAll(List.of(keys));
    return List.copyOf(all);
  }
}
