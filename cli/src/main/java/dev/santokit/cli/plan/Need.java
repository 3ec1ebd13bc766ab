package dev.santokit.cli.plan;

import dev.santokit.crds.plan.Approval;
import dev.santokit.crds.plan.HazardLevel;
import dev.santokit.crds.plan.PlannedStatement;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Whether somebody has to agree to a plan. The names are part of the contract. */
@SuppressWarnings("checkstyle:ConstantName")
public enum Need {
  /** It is carried out as it is. */
  none,
  /** Its hash has to be approved. */
  required,
  /** It is not carried out, whoever agrees. */
  denied;

  /**
   * What the levels of statements come to.
   *
   * @param policy null for the default
   */
  static Need of(Collection<PlannedStatement> statements, @Nullable Approval policy) {
    if (has(statements, HazardLevel.DENY)) {
      return denied;
    }
    boolean asked =
        switch (policy == null ? Approval.DESTRUCTIVE : policy) {
          case ALWAYS -> !statements.isEmpty();
          case DESTRUCTIVE -> has(statements, HazardLevel.APPROVE);
          case NEVER -> false;
        };
    return asked ? required : none;
  }

  private static boolean has(Collection<PlannedStatement> statements, HazardLevel level) {
    return statements.stream()
        .flatMap(statement -> ShownPlan.hazards(statement).stream())
        .anyMatch(hazard -> hazard.level() == level);
  }
}
