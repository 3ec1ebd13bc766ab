package dev.santokit.crds.plan;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a policy says to a hazard. */
public enum HazardDecision {
  @JsonProperty("allow")
  ALLOW,
  @JsonProperty("approve")
  APPROVE,
  @JsonProperty("deny")
  DENY
}
