package dev.santokit.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.santokit.crds.project.SantokitProject;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The operator's process, seen from outside. */
class ProcessIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private LocalOperator operator;

  @AfterEach
  void close() {
    operator.close();
  }

  private void apply(String namespace) {
    SantokitProject project =
        Serialization.unmarshal(
            """
            apiVersion: santokit.dev/v1alpha1
            kind: SantokitProject
            metadata: {name: shop}
            spec: {runtime: {replicas: 1}}
            """,
            SantokitProject.class);
    operator.admin().resource(project).inNamespace(namespace).forceConflicts().serverSideApply();
  }

  private boolean isServed(String namespace) {
    return operator.admin().apps().deployments().inNamespace(namespace).withName("shop").get()
        != null;
  }

  private String holder() {
    var lease =
        operator.admin().leases().inNamespace(operator.home()).withName("santokit-operator").get();
    return lease == null ? "" : String.valueOf(lease.getSpec().getHolderIdentity());
  }

  @Test
  void one_works_at_a_time_and_the_next_goes_on_where_it_was_killed() throws Exception {
    operator = LocalOperator.watching("lease", 2);
    var first = operator.start();
    var second = operator.start();
    await().atMost(PATIENCE).until(() -> !holder().isEmpty());
    String leader = holder();
    apply(operator.namespaces().getFirst());

    first.kill();
    apply(operator.namespaces().getLast());

    await().atMost(PATIENCE).until(() -> operator.namespaces().stream().allMatch(this::isServed));
    assertThat(holder()).isNotEqualTo(leader);
    assertThat(second.isAlive()).isTrue();
  }

  @Test
  void what_is_in_no_watched_namespace_is_left_alone_and_metrics_name_no_resource()
      throws Exception {
    operator = LocalOperator.watching("watch", 1);
    apply(operator.home());
    apply(operator.namespace());
    var running = operator.start();

    await().atMost(PATIENCE).until(() -> isServed(operator.namespace()));

    assertThat(isServed(operator.home())).isFalse();
    assertThat(running.body("/q/metrics"))
        .contains("operator_sdk_")
        .doesNotContain(operator.namespace())
        .doesNotContain("shop");
    assertThat(running.status("/q/health/live")).isEqualTo(200);
  }

  @Test
  void liveness_fails_when_a_watch_is_forbidden() throws Exception {
    operator = LocalOperator.watching("blind", 1);
    try (var way = new Forwarder(operator.server())) {
      var running = operator.through(way.url()).start();
      assertThat(running.status("/q/health/live")).isEqualTo(200);

      operator.takeRights(operator.namespace());
      way.cut();

      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> assertThat(running.status("/q/health/live")).as(running.log()).isEqualTo(503));
      assertThat(running.body("/q/health/live")).contains("without a watch");
    }
  }

  @Test
  void a_start_that_fails_ends_with_its_cause() throws Exception {
    operator = LocalOperator.watching("refused", 1);
    operator.takeRights(operator.namespace());

    var refused = operator.launch();

    assertThat(refused.awaitEnd()).isEqualTo(1);
    assertThat(refused.log()).contains("The operator cannot start").contains("forbidden");
  }

  @Test
  void a_missing_setting_is_named() throws Exception {
    operator = LocalOperator.watching("unset", 1);

    var refused = operator.launch("SANTOKIT_SERVER_IMAGE=");

    assertThat(refused.awaitEnd()).isEqualTo(1);
    assertThat(refused.log()).contains("SANTOKIT_SERVER_IMAGE is not set");
  }

  @Test
  void sigterm_while_it_reconciles_ends_it_in_time() throws Exception {
    operator = LocalOperator.watching("term", 1);
    var running = operator.start();
    await().atMost(PATIENCE).until(() -> !holder().isEmpty());
    apply(operator.namespace());

    assertThat(running.stop()).as("ended by SIGTERM").isEqualTo(143);
    assertThat(running.log()).contains("Stopped");
    // The next need not wait for the Lease.
    var next = operator.start();
    await().atMost(PATIENCE).until(() -> isServed(operator.namespace()));
    assertThat(next.isAlive()).isTrue();
  }
}
