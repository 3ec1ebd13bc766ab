package dev.santokit.schema.apply;

import dev.santokit.schema.plan.PlannedStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Statements of a part that are done together or not at all.
 *
 * @param from how many statements of the part, as it was agreed to, stand before these
 * @param concurrent that of the one statement, when no transaction can undo it
 */
record Step(int from, List<PlannedStatement> statements, Optional<ConcurrentIndex> concurrent) {

  Step {
    statements = List.copyOf(statements);
  }

  /** How many statements of the part are done when these are. */
  int to() {
    return from + statements.size();
  }

  /**
   * Divides a part.
   *
   * @param done how many statements stand before these
   */
  static List<Step> of(List<PlannedStatement> statements, int done) {
    List<Step> steps = new ArrayList<>();
    List<PlannedStatement> together = new ArrayList<>();
    int at = done;
    for (PlannedStatement next : statements) {
      if (next.transactional()) {
        together.add(next);
        continue;
      }
      at = close(steps, together, at);
      steps.add(new Step(at, List.of(next), ConcurrentIndex.of(next.sql())));
      at++;
    }
    close(steps, together, at);
    return steps;
  }

  private static int close(List<Step> steps, List<PlannedStatement> together, int at) {
    if (together.isEmpty()) {
      return at;
    }
    Step step = new Step(at, together, Optional.empty());
    together.clear();
    steps.add(step);
    return step.to();
  }
}
