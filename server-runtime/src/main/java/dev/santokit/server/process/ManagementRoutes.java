package dev.santokit.server.process;

import dev.santokit.server.DataPlane;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** {@code /q/release} on the management port: which release is served, and which is not and why. */
@Singleton
public class ManagementRoutes {

  private final Running running;

  /** Of a server. */
  public ManagementRoutes(Running running) {
    this.running = running;
  }

  void add(@Observes ManagementInterface management) {
    management.router().get("/q/release").handler(this::release);
  }

  private void release(RoutingContext context) {
    String body =
        running.plane().map(DataPlane::status).map(Object::toString).orElse("{\"active\":null}");
    var ignored = context.response().putHeader("Content-Type", "application/json").end(body);
  }
}
