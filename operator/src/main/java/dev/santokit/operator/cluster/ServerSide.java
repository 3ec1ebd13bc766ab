package dev.santokit.operator.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;

/** Writes one object: what it names is then so, what it does not name stays as others have it. */
@FunctionalInterface
public interface ServerSide {

  /**
   * Creates or changes an object.
   *
   * @return the object as the API server has it then
   */
  <T extends HasMetadata> T apply(T desired);
}
