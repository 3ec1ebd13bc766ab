package dev.santokit.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.crds.Condition;
import dev.santokit.crds.ConditionStatus;
import dev.santokit.crds.plan.SchemaPlan;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class SchemaPlanReconcilerTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-01T10:00:00Z"), ZoneOffset.UTC);

  private final SchemaPlan plan =
      Serialization.unmarshal(
          """
          apiVersion: santokit.dev/v1alpha1
          kind: SchemaPlan
          metadata: {namespace: prod, name: shop-main, generation: 3, resourceVersion: "9"}
          spec:
            project: shop
            database: main
            schema: {files: [{name: main.hcl, hcl: "table a {}"}]}
          """,
          SchemaPlan.class);

  private static UpdateControl<SchemaPlan> reconcile(SchemaPlan plan, Clock clock) {
    return new SchemaPlanReconciler(clock).reconcile(plan, null);
  }

  @Test
  void a_plan_says_what_to_do_instead_and_nothing_else() {
    SchemaPlan written = reconcile(plan, CLOCK).getResource().orElseThrow();

    Condition ready = written.getStatus().conditions().getFirst();
    assertThat(written.getStatus().conditions()).hasSize(1);
    assertThat(ready.type()).isEqualTo("Ready");
    assertThat(ready.status()).isEqualTo(ConditionStatus.FALSE);
    assertThat(ready.reason()).isEqualTo("NotImplemented");
    assertThat(ready.message()).contains("stk schema apply --database main --db-url");
    assertThat(written.getStatus().observedGeneration()).isEqualTo(3);
    assertThat(written.getStatus().phase()).isNull();
    assertThat(written.getMetadata().getResourceVersion()).isNull();
  }

  @Test
  void a_second_look_writes_nothing() {
    plan.setStatus(reconcile(plan, CLOCK).getResource().orElseThrow().getStatus());

    assertThat(reconcile(plan, Clock.offset(CLOCK, Duration.ofHours(1))).isNoUpdate()).isTrue();
  }

  @Test
  void another_generation_is_observed() {
    plan.setStatus(reconcile(plan, CLOCK).getResource().orElseThrow().getStatus());
    plan.getMetadata().setGeneration(4L);

    assertThat(reconcile(plan, CLOCK).getResource().orElseThrow().getStatus().observedGeneration())
        .isEqualTo(4);
  }
}
