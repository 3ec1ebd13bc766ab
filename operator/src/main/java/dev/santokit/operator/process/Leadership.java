package dev.santokit.operator.process;

import dev.santokit.operator.Settings;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Which of the operator's processes works: the one that holds the Lease. One that loses it ends at
 * once, as another may have begun.
 */
@Singleton
public class Leadership {

  /** Name of the Lease, in the operator's own namespace. */
  public static final String LEASE = "santokit-operator";

  private static final Logger LOG = Logger.getLogger("dev.santokit.operator");
  private static final Duration LEASE_LASTS = Duration.ofSeconds(15);
  private static final Duration RENEWAL_MUST_SUCCEED_IN = Duration.ofSeconds(10);
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(2);

  private volatile boolean leading;
  private volatile boolean stopping;

  /** Whether this process works, and does not stand by. */
  public boolean isLeading() {
    return leading;
  }

  @Produces
  @Singleton
  @SuppressWarnings("deprecation") // without a successor for a process that must end itself
  LeaderElectionConfiguration election(Settings settings) {
    // Not the builder, which offers the last of these to tests alone.
    return new LeaderElectionConfiguration(
        LEASE,
        settings.namespace(),
        LEASE_LASTS,
        RENEWAL_MUST_SUCCEED_IN,
        BETWEEN_TRIES,
        identity(),
        new LeaderCallbacks(this::started, this::stopped, this::leads),
        // It would call System.exit within the shutdown hook, which waits for itself then.
        false);
  }

  /** The same after a restart in one pod, so that it need not wait for its own Lease to end. */
  private static String identity() {
    String host = System.getenv("HOSTNAME");
    return (host == null || host.isBlank() ? "operator" : host)
        + "-"
        + ProcessHandle.current().pid();
  }

  private void started() {
    leading = true;
    LOG.info("Leading");
  }

  private void leads(String identity) {
    LOG.infof("%s leads", identity);
  }

  private void stopped() {
    leading = false;
    if (!stopping) {
      LOG.fatal("The Lease is lost: another operator may work now, so this one ends");
      // No orderly end: whatever still ran would work beside the other.
      Runtime.getRuntime().halt(1);
    }
  }

  /** Ends reconciles that run, then gives the Lease away. */
  void stop(@Observes ShutdownEvent event, Operator operator) {
    stopping = true;
    operator.stop();
    LOG.info("Stopped");
  }
}
