package dev.santokit.crds.plan;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Which plans need approval. */
public enum Approval {
  @JsonProperty("Always")
  ALWAYS,
  @JsonProperty("Destructive")
  DESTRUCTIVE,
  @JsonProperty("Never")
  NEVER
}
