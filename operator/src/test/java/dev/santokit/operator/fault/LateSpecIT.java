package dev.santokit.operator.fault;

import static org.awaitility.Awaitility.await;

import dev.santokit.crds.project.SantokitProject;
import dev.santokit.operator.LocalOperator;
import dev.santokit.operator.fault.CuttingProxy.Fault;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** A user and the operator write at the same moment. */
class LateSpecIT {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final Duration QUIET = Duration.ofSeconds(3);

  /** More than an event takes to the operator. */
  private static final Duration EVENT = Duration.ofMillis(500);

  private static final PatchContext MERGE =
      new PatchContext.Builder().withPatchType(PatchType.JSON_MERGE).build();

  @Test
  void a_spec_that_comes_while_the_status_is_written_is_not_missed() throws Exception {
    try (var operators = LocalOperator.watching("late", 1);
        var proxy = new CuttingProxy(operators.admin().getConfiguration())) {
      operators.through(proxy.url()).start();
      create(operators);
      // It is suspended and so has no pods: no event of another cause may come to its help.
      await().during(QUIET).atMost(PATIENCE).until(() -> isObserved(operators, 1));

      var late = new AtomicBoolean();
      proxy.follow(write -> {
        if (write.path().contains("/santokitprojects/shop/status")
            && late.compareAndSet(false, true)) {
          change(operators, 7);
          LockSupport.parkNanos(EVENT.toNanos());
        }
        return new Fault.None();
      });
      change(operators, 4);

      await().atMost(PATIENCE).until(() -> isObserved(operators, 3));
    }
  }

  private static boolean isObserved(LocalOperator operators, long generation) {
    SantokitProject now = project(operators).get();
    return now.getMetadata().getGeneration() == generation
        && now.getStatus() != null
        && now.getStatus().observedGeneration() == generation;
  }

  private static void create(LocalOperator operators) {
    KubernetesClient admin = operators.admin();
    var project =
        Serialization.unmarshal(
            """
            apiVersion: santokit.dev/v1alpha1
            kind: SantokitProject
            metadata: {name: shop}
            spec: {suspend: true, release: {historyLimit: 3}}
            """,
            SantokitProject.class);
    admin.resource(project).inNamespace(operators.namespace()).create();
  }

  private static void change(LocalOperator operators, int limit) {
    String patch = "{\"spec\": {\"release\": {\"historyLimit\": %d}}}".formatted(limit);
    var ignored = project(operators).patch(MERGE, patch);
  }

  private static Resource<SantokitProject> project(LocalOperator operators) {
    return operators
        .admin()
        .resources(SantokitProject.class)
        .inNamespace(operators.namespace())
        .withName("shop");
  }
}
