package dev.santokit.server.process;

import dev.santokit.server.DataPlane;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

/**
 * What the management port says of the server's health. A database that is away makes no server
 * unready: calls that need it get 503, the others go on.
 */
@Singleton
public class Health {

  private final Running running;

  /** Of a server. */
  public Health(Running running) {
    this.running = running;
  }

  /** A release is served, and the server does not stop. */
  @Produces
  @Singleton
  @Readiness
  HealthCheck ready() {
    return () -> ready(running.plane());
  }

  /** A release has been served. */
  @Produces
  @Singleton
  @Startup
  HealthCheck started() {
    return () -> release(running.plane().map(DataPlane::hasServed).orElse(false));
  }

  private static HealthCheckResponse ready(Optional<DataPlane> plane) {
    Optional<String> reason =
        plane.isEmpty() ? Optional.of("the server is starting") : plane.get().unready();
    var response = HealthCheckResponse.named("release").status(reason.isEmpty());
    reason.ifPresent(why -> response.withData("reason", why));
    return response.build();
  }

  private static HealthCheckResponse release(boolean up) {
    return HealthCheckResponse.named("release").status(up).build();
  }
}
