package dev.santokit.crds.plan;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What follows from a hazard. */
public enum HazardLevel {
  @JsonProperty("info")
  INFO,
  @JsonProperty("warn")
  WARN,
  @JsonProperty("approve")
  APPROVE,
  @JsonProperty("deny")
  DENY
}
