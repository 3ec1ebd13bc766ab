package dev.santokit.crds.generate;

import dev.santokit.crds.Formats;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.Map;

/** What annotations cannot say of Santokit's own fields: list keys, sizes, values of any type. */
final class SantokitTypes {

  private SantokitTypes() {}

  static void complete(String kind, Schema schema) {
    schema.forEach(SantokitTypes::bytes);
    schema.listMap("status.conditions", "type");
    switch (kind) {
      case "SantokitProject" -> project(schema);
      case "LogicBundle" -> bundle(schema);
      case "SchemaPlan" -> plan(schema);
      default -> throw new IllegalStateException("unknown kind " + kind);
    }
  }

  private static void project(Schema schema) {
    declareName(schema);
    schema.listMap("spec.vault.secretsFrom", "name");
    schema.listMap("status.databases", "alias");
    schema.listMap("status.release.servedBy", "pod");
    for (var freeForm : new String[] {"auth", "storage", "permissions"}) {
      any(schema.at("spec." + freeForm + "{}"), 4096, 1000, 5000);
    }
    any(schema.at("spec.egress[]"), 300, 0, 2);
    any(schema.at("spec.rateLimit"), 64, 0, 3);
  }

  /** So that the rule on the name can point to it; a CRD may say nothing else of metadata. */
  private static void declareName(Schema schema) {
    var name = new JSONSchemaProps();
    name.setType("string");
    var metadata = new JSONSchemaProps();
    metadata.setType("object");
    metadata.setProperties(Map.of("name", name));
    schema.root().getProperties().put("metadata", metadata);
  }

  private static void bundle(Schema schema) {
    schema.at("spec.source.base64").setFormat("byte");
    any(schema.at("spec.config.access"), 1024, 100, 0);
    any(schema.at("spec.config.cache"), Formats.DURATION_LENGTH, 0, 2);
    schema.at("spec.config.cache").setPattern(Formats.DURATION);
    any(schema.at("spec.config.rateLimit"), 64, 0, 3);
    any(schema.at("spec.config.returns"), 1024, 100, 500);
    any(schema.at("spec.config.schedule"), 256, 0, 4);
    any(schema.at("spec.config.params{}.default"), 65_536, 1000, 1000);
  }

  private static void plan(Schema schema) {
    schema.listMap("spec.schema.files", "name");
    schema.listMap("spec.migrations", "name");
  }

  /**
   * A value of any type: how long as a string, how many items as a list, how many keys as a map.
   */
  private static void any(JSONSchemaProps schema, long length, long items, long properties) {
    schema.setMaxLength(length);
    schema.setMaxItems(items);
    schema.setMaxProperties(properties);
  }

  /** All quantities of our own are sizes in bytes; the generator drops their pattern. */
  private static void bytes(String path, JSONSchemaProps schema) {
    if (Boolean.TRUE.equals(schema.getXKubernetesIntOrString()) && !KubernetesTypes.contain(path)) {
      schema.setPattern(Formats.BYTES);
      schema.setMaxLength(28L);
      schema.setMinimum(0.0);
    }
  }
}
