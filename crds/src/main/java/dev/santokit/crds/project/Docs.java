package dev.santokit.crds.project;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Who may read the API description. */
public enum Docs {
  @JsonProperty("public")
  PUBLIC,
  @JsonProperty("authenticated")
  AUTHENTICATED,
  @JsonProperty("off")
  OFF
}
