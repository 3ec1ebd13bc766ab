package dev.santokit.crds.generate;

import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.Map;

/**
 * Fields whose types are Kubernetes' own. Their Java types come without descriptions, bounds and
 * list keys; what a value means is checked when the Deployment is applied.
 */
final class KubernetesTypes {

  private static final long LENGTH = 32_768;
  private static final long ITEMS = 100;

  /** Where in a project, and the same field of a Pod. */
  private static final Map<String, String> FIELDS =
      Map.of(
          "spec.runtime.affinity", "affinity",
          "spec.runtime.env", "containers.env",
          "spec.runtime.resources", "containers.resources",
          "spec.runtime.tolerations", "tolerations",
          "spec.runtime.topologySpreadConstraints", "topologySpreadConstraints");

  private KubernetesTypes() {}

  /** Whether the field at {@code path} belongs to a type of Kubernetes. */
  static boolean contain(String path) {
    return FIELDS.keySet().stream().anyMatch(path::startsWith);
  }

  static void complete(String kind, Schema schema) {
    if (!kind.equals("SantokitProject")) {
      return;
    }
    FIELDS.forEach((path, field) ->
        schema.under(path).forEach((below, found) -> complete("pod.spec." + field, below, found)));
    schema.listMap("spec.runtime.env", "name");
    schema.listMap("spec.runtime.resources.claims", "name");
    schema.listMap("spec.runtime.topologySpreadConstraints", "topologyKey", "whenUnsatisfiable");
  }

  private static void complete(String field, String below, JSONSchemaProps schema) {
    boolean property = !below.endsWith("[]") && !below.endsWith("{}");
    if (property && schema.getDescription() == null) {
      String inner = below.replace("[]", "").replace("{}", "");
      String path = inner.isEmpty() || inner.startsWith(".") ? field + inner : field + "." + inner;
      schema.setDescription("As in a Pod: kubectl explain " + path);
    }
    if ("string".equals(schema.getType()) || isIntOrString(schema)) {
      schema.setMaxLength(schema.getMaxLength() == null ? LENGTH : schema.getMaxLength());
    }
    if ("array".equals(schema.getType())) {
      schema.setMaxItems(schema.getMaxItems() == null ? ITEMS : schema.getMaxItems());
    }
    if (schema.getAdditionalProperties() != null) {
      schema.setMaxProperties(
          schema.getMaxProperties() == null ? ITEMS : schema.getMaxProperties());
    }
  }

  private static boolean isIntOrString(JSONSchemaProps schema) {
    return Boolean.TRUE.equals(schema.getXKubernetesIntOrString());
  }
}
