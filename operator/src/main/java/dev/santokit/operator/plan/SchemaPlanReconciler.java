package dev.santokit.operator.plan;

import dev.santokit.crds.plan.SchemaPlan;
import dev.santokit.crds.plan.SchemaPlanSpec;
import dev.santokit.crds.plan.SchemaPlanStatus;
import dev.santokit.operator.cluster.Production;
import dev.santokit.operator.status.ConditionType;
import dev.santokit.operator.status.Conditions;
import dev.santokit.operator.status.Reason;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.time.Clock;
import java.util.List;

/** Says of every plan that nothing is done about it yet, and what to do instead. */
@ControllerConfiguration(name = "schemaplan", fieldManager = Production.FIELD_MANAGER)
public class SchemaPlanReconciler implements Reconciler<SchemaPlan> {

  private final Clock clock;

  /** With the clock that tells the times of conditions. */
  public SchemaPlanReconciler(Clock clock) {
    this.clock = clock;
  }

  @Override
  public UpdateControl<SchemaPlan> reconcile(SchemaPlan plan, Context<SchemaPlan> context) {
    SchemaPlanStatus status = status(plan, clock);
    if (status.equals(plan.getStatus())) {
      return UpdateControl.noUpdate();
    }
    var written = new SchemaPlan();
    written.getMetadata().setNamespace(plan.getMetadata().getNamespace());
    written.getMetadata().setName(plan.getMetadata().getName());
    written.setStatus(status);
    return UpdateControl.patchStatus(written);
  }

  static SchemaPlanStatus status(SchemaPlan plan, Clock clock) {
    SchemaPlanStatus before = plan.getStatus();
    var ready =
        Conditions.of(plan, clock)
            .fails(ConditionType.READY, Reason.NOT_IMPLEMENTED, message(plan.getSpec()));
    return new SchemaPlanStatus(
        plan.getMetadata().getGeneration(),
        Conditions.after(before == null ? null : before.conditions(), List.of(ready)),
        null,
        null,
        null,
        null,
        null);
  }

  private static String message(SchemaPlanSpec spec) {
    return "This operator does not apply schemas yet. Apply it from the project's folder: stk"
        + " schema apply --database "
        + spec.database()
        + " --db-url <URL of a role that owns the tables>";
  }
}
