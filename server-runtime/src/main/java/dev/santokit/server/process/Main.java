package dev.santokit.server.process;

import dev.santokit.server.DataPlane;
import dev.santokit.server.Observing;
import dev.santokit.server.Settings;
import dev.santokit.server.StartRefused;
import dev.santokit.server.event.EventLog;
import dev.santokit.server.trace.OpenTelemetryTraces;
import dev.santokit.server.trace.Traces;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.vertx.core.Vertx;
import java.util.TimeZone;
import org.jboss.logging.Logger;

/** Starts the server and stops it on SIGTERM. */
@QuarkusMain
public final class Main implements QuarkusApplication {

  private static final Logger LOG = Logger.getLogger("dev.santokit.server");

  private final Vertx vertx;
  private final Running running;
  private final MeterRegistry meters;

  Main(Vertx vertx, Running running, MeterRegistry meters) {
    this.vertx = vertx;
    this.running = running;
    this.meters = meters;
  }

  /** The entry of the jar. */
  public static void main(String... arguments) {
    // The driver gives every session the zone of the JVM: one answer on every machine.
    TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
    Quarkus.run(Main.class, arguments);
  }

  @Override
  public int run(String... arguments) {
    // GraalJS looks its languages up by the context class loader and keeps what it found first;
    // that of an aot-jar shows it no languages. Threads that begin from here on inherit this one.
    Thread.currentThread().setContextClassLoader(Main.class.getClassLoader());
    DataPlane plane;
    try {
      Traces traces = OpenTelemetryTraces.of(System::getenv);
      plane =
          DataPlane.start(
              Settings.of(System::getenv), vertx, new Observing(new EventLog(), meters, traces));
    } catch (StartRefused refused) {
      LOG.error(refused.getMessage());
      return 1;
    }
    running.is(plane);
    Quarkus.waitForExit();
    return 0;
  }
}
