package dev.santokit.crds.plan;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How much of a plan was tried out before. */
public enum Trial {
  @JsonProperty("Full")
  FULL,
  @JsonProperty("Partial")
  PARTIAL
}
