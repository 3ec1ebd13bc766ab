package dev.santokit.crds.plan;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How far a plan has come. */
public enum Phase {
  @JsonProperty("Pending")
  PENDING,
  @JsonProperty("Expanding")
  EXPANDING,
  @JsonProperty("Expanded")
  EXPANDED,
  @JsonProperty("AwaitingApproval")
  AWAITING_APPROVAL,
  @JsonProperty("Contracting")
  CONTRACTING,
  @JsonProperty("Applied")
  APPLIED,
  @JsonProperty("Failed")
  FAILED,
  @JsonProperty("Blocked")
  BLOCKED
}
