package dev.santokit.crds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** One CRD of the chart. */
record Crd(ObjectNode resource) {

  String kind() {
    return resource.at("/spec/names/kind").asText();
  }

  String plural() {
    return resource.at("/spec/names/plural").asText();
  }

  JsonNode root() {
    return resource.at("/spec/versions/0/schema/openAPIV3Schema");
  }

  List<String> columns() {
    return StreamSupport.stream(
            resource.at("/spec/versions/0/additionalPrinterColumns").spliterator(), false)
        .map(column -> column.get("name").asText())
        .toList();
  }

  /** The root and all fields, but for metadata; those of Kubernetes' own types too. */
  List<Field> fields() {
    var fields = new ArrayList<Field>();
    collect("", root(), fields);
    return fields;
  }

  private static void collect(String path, JsonNode schema, List<Field> fields) {
    fields.add(new Field(path, schema));
    for (var property : schema.path("properties").properties()) {
      String name = property.getKey();
      if (!path.isEmpty() || !name.equals("metadata")) {
        collect(Field.child(path, name), property.getValue(), fields);
      }
    }
    if (schema.has("items")) {
      collect(path + "[]", schema.get("items"), fields);
    }
    if (schema.has("additionalProperties")) {
      collect(path + "{}", schema.get("additionalProperties"), fields);
    }
  }

  @Override
  public String toString() {
    return kind();
  }
}
