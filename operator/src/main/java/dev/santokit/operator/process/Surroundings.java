package dev.santokit.operator.process;

import dev.santokit.operator.Settings;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** What the operator runs with. */
@Singleton
public class Surroundings {

  @Produces
  @Singleton
  @DefaultBean
  Settings settings() {
    return Settings.of(System::getenv);
  }

  /** Without a series for each resource: a cluster has thousands, and they come and go. */
  @Produces
  @Singleton
  @SuppressWarnings("removal") // its successor fails with Prometheus
  Metrics metrics(MeterRegistry registry) {
    return MicrometerMetrics.withoutPerResourceMetrics(registry);
  }
}
