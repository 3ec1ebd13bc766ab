package dev.santokit.crds.bundle;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Language of a function's source. */
public enum BundleType {
  @JsonProperty("sql")
  SQL,
  @JsonProperty("js")
  JS,
  @JsonProperty("wasm")
  WASM
}
