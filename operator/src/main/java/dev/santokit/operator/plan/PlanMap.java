package dev.santokit.operator.plan;

import dev.santokit.crds.Labels;
import dev.santokit.crds.plan.SchemaPlan;
import dev.santokit.operator.cluster.Owners;
import dev.santokit.schema.plan.Plan;
import dev.santokit.schema.plan.PlannedStatement;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The ConfigMap of a plan that is too large for its status, for people to read. */
final class PlanMap {

  /** The key of the text. */
  static final String TEXT = "plan.sql";

  private static final String COMPONENT = "plan";

  /** What a ConfigMap may hold, less some for names. */
  private static final int MOST_BYTES = 900_000;

  private PlanMap() {}

  /** As it should be. */
  static ConfigMap desired(SchemaPlan plan, Plan made) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withNamespace(plan.getMetadata().getNamespace())
        .withName(PlanInStatus.configMap(plan))
        .addToLabels(Labels.PROJECT, plan.getSpec().project())
        .addToLabels(Labels.NAME, "santokit-plan")
        .addToLabels(Labels.INSTANCE, plan.getSpec().project())
        .addToLabels(Labels.COMPONENT, COMPONENT)
        .addToLabels(Labels.PART_OF, Labels.SANTOKIT)
        .addToLabels(Labels.MANAGED_BY, Labels.OPERATOR)
        .withOwnerReferences(Owners.controller(plan))
        .endMetadata()
        .addToData(TEXT, text(made))
        .build();
  }

  private static String text(Plan made) {
    var text = new StringBuilder("-- plan ").append(made.hash()).append('\n');
    part(text, "migrations", made.migrations());
    part(text, "expand", made.expand());
    part(text, "contract", made.contract());
    return text.toString();
  }

  private static void part(StringBuilder text, String name, List<PlannedStatement> statements) {
    if (statements.isEmpty()) {
      return;
    }
    text.append("\n-- ").append(name).append('\n');
    for (PlannedStatement one : statements) {
      var statement = new StringBuilder();
      one.hazards().forEach(h -> statement.append("-- ").append(line(h.toString())).append('\n'));
      statement.append(one.sql()).append(";\n");
      int bytes = statement.toString().getBytes(StandardCharsets.UTF_8).length;
      if (text.length() + bytes > MOST_BYTES) {
        text.append("-- and more than fits here\n");
        return;
      }
      text.append(statement);
    }
  }

  private static String line(String text) {
    return text.replace('\n', ' ');
  }
}
