package dev.santokit.crds.project;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where the content of releases comes from. */
public enum ReleaseSource {
  @JsonProperty("Bundles")
  BUNDLES,
  @JsonProperty("Image")
  IMAGE
}
