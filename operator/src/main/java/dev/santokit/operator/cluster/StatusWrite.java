package dev.santokit.operator.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Writes the status of the resource that is reconciled, without losing what its user writes at the
 * same moment. The framework passes no event on that is older than its own last write, so a new
 * spec that reaches the API server just before a status would wait for the next event of some other
 * cause (java-operator-sdk, issue 3398). The answer to the write tells whether that happened.
 */
public final class StatusWrite {

  private StatusWrite() {}

  /**
   * Writes.
   *
   * @param seen the resource as it was reconciled
   * @param status the resource with its name, namespace and status alone: under server-side apply
   *     only what is sent is owned
   * @return zero when the spec is another one by now and has to be reconciled at once; else empty
   */
  public static <P extends HasMetadata> Optional<Duration> write(
      P seen, P status, Context<P> context) {
    P written = context.resourceOperations().serverSideApplyPrimaryStatus(status);
    boolean isOfThisSpec =
        Objects.equals(written.getMetadata().getGeneration(), seen.getMetadata().getGeneration());
    return isOfThisSpec ? Optional.empty() : Optional.of(Duration.ZERO);
  }
}
