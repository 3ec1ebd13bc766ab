package dev.santokit.cli.plan;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.santokit.cli.cluster.Cluster;
import dev.santokit.crds.plan.SchemaPlan;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes the one field that says which plan somebody has agreed to, as a manager of its own. */
public final class Approving {

  private static final String MANAGER = "stk-approve";

  private Approving() {}

  /**
   * The command that approves a plan, to be copied.
   *
   * @param typed what the command line says of folder and cluster, with a space before each
   */
  public static String command(String alias, String hash, String typed) {
    return "stk schema approve%s --database %s --hash %s".formatted(typed, alias, hash);
  }

  /** Agrees to a plan by its hash, or takes that back where it is null. */
  public static void write(Cluster cluster, SchemaPlan plan, @Nullable String hash) {
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    patch.put("apiVersion", plan.getApiVersion()).put("kind", plan.getKind());
    patch.putObject("metadata").put("name", plan.getMetadata().getName());
    ObjectNode spec = patch.putObject("spec");
    if (hash != null) {
      spec.put("approvedPlan", hash);
    }
    cluster
        .plans()
        .withName(plan.getMetadata().getName())
        .patch(
            new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager(MANAGER)
                .withForce(false)
                .build(),
            patch.toString());
  }

  /** Who else keeps the approval of a plan, for example in Git; empty when nobody does. */
  public static Optional<String> otherKeeper(SchemaPlan plan) {
    List<ManagedFieldsEntry> entries =
        Objects.requireNonNullElse(plan.getMetadata().getManagedFields(), List.of());
    return entries.stream()
        .filter(entry -> !MANAGER.equals(entry.getManager()))
        .filter(entry ->
            entry.getFieldsV1() != null
                && String.valueOf(entry.getFieldsV1().getAdditionalProperties().get("f:spec"))
                    .contains("f:approvedPlan"))
        .map(ManagedFieldsEntry::getManager)
        .findFirst();
  }
}
