package dev.santokit.operator.process;

import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.RuntimeInfo;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.TreeSet;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

/** What the management port says of the operator's health. */
@Singleton
public class Health {

  private final Operator operator;
  private final Sight sight;

  /** Of an operator. */
  public Health(Operator operator, Sight sight) {
    this.operator = operator;
    this.sight = sight;
  }

  /**
   * Every watch is alive. One that is not (a right was taken away, a CRD is gone) leaves the
   * operator blind for a kind: a restart says so in the log, and the pod shows it.
   */
  @Produces
  @Singleton
  @Liveness
  HealthCheck watches() {
    return () -> {
      var blind = new TreeSet<String>();
      if (operator.getRuntimeInfo().isStarted()) {
        operator
            .getRuntimeInfo()
            .unhealthyEventSources()
            .forEach((controller, sources) ->
                sources.keySet().forEach(source -> blind.add(controller + "/" + source)));
        blind.addAll(sight.forbidden());
      }
      var response = HealthCheckResponse.named("watches").status(blind.isEmpty());
      return blind.isEmpty()
          ? response.build()
          : response.withData("without a watch", String.join(", ", blind)).build();
    };
  }

  /** All that is watched has been read once; one that stands by for the Lease is ready, too. */
  @Produces
  @Singleton
  @Readiness
  HealthCheck ready() {
    return this::started;
  }

  @Produces
  @Singleton
  @Startup
  HealthCheck hasStarted() {
    return this::started;
  }

  private HealthCheckResponse started() {
    RuntimeInfo info = operator.getRuntimeInfo();
    return HealthCheckResponse.named("operator").status(info.isStarted()).build();
  }
}
