package dev.santokit.crds.project;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a number stands in JSON. */
public enum NumberForm {
  @JsonProperty("number")
  NUMBER,
  @JsonProperty("string")
  STRING
}
