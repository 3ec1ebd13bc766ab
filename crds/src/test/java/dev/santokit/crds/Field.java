package dev.santokit.crds;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;

/** One field: {@code spec.env[].name}, {@code spec.params{}.type}. */
record Field(String path, JsonNode schema) {

  static String child(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  /** Whether there is a greatest length of its text, number of its items and of its keys. */
  boolean isBounded() {
    boolean fixed = schema.has("enum") || isTime();
    boolean text = type().equals("string") || schema.has("x-kubernetes-int-or-string") || isAny();
    boolean list = type().equals("array") || isAny();
    boolean map = schema.has("additionalProperties") || isAny();
    return (!text || fixed || schema.has("maxLength"))
        && (!list || schema.has("maxItems"))
        && (!map || schema.has("maxProperties"));
  }

  boolean isTime() {
    return schema.path("format").asText().equals("date-time");
  }

  /** A value of any type. */
  private boolean isAny() {
    return schema.has("x-kubernetes-preserve-unknown-fields");
  }

  /** Inside of a type that is Kubernetes' own, of which we say nothing more. */
  boolean isOfKubernetes() {
    return path.matches(
        "spec\\.runtime\\.(affinity|env|resources|tolerations|topologySpreadConstraints)[\\[.].*");
  }

  List<String> rules() {
    return StreamSupport.stream(schema.path("x-kubernetes-validations").spliterator(), false)
        .map(rule -> rule.get("message").asText())
        .toList();
  }

  private String type() {
    return schema.path("type").asText();
  }

  @Override
  public String toString() {
    return path;
  }
}
