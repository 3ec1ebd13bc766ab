package dev.santokit.crds.project;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What keeps its state from one transaction to the next on a connection. */
public enum PoolMode {
  @JsonProperty("session")
  SESSION,
  @JsonProperty("transaction")
  TRANSACTION
}
