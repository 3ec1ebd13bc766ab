package dev.santokit.crds.plan;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What becomes of a plan. */
public enum PlanMode {
  /** It is carried out. */
  @JsonProperty("Apply")
  APPLY,
  /** It is shown, and removed after an hour. */
  @JsonProperty("Plan")
  PLAN
}
