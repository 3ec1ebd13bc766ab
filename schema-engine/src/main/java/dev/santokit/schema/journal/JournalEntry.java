package dev.santokit.schema.journal;

import dev.santokit.schema.catalogue.Snapshot;
import dev.santokit.schema.plan.Plan;
import dev.santokit.schema.plan.PlanRequest;
import dev.santokit.schema.plan.PlannedStatement;
import java.util.List;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * How far the newest plan has come.
 *
 * @param hash of the plan
 * @param goal digest of what it leads to
 * @param expanded how many statements of expand are done
 * @param contracted how many of contract
 * @param live digest of the live schema after what is done
 * @param alone null: no statement is half done
 * @param migrating whether migrations that people wrote come first
 * @param applied whether all is done
 */
public record JournalEntry(
    long id,
    String hash,
    String goal,
    Agreed plan,
    int expanded,
    int contracted,
    String live,
    @Nullable Alone alone,
    boolean migrating,
    boolean applied) {

  /** Whether a live schema is the one that is expected after what is done. */
  public boolean expects(Snapshot schema) {
    return alone == null
        ? live.equals(Fingerprint.of(schema))
        : alone.without().equals(Fingerprint.without(schema, alone.index()));
  }

  /** Whether it is that of a plan, and exactly as far as what is left of the plan. */
  public boolean isOf(Plan other, PlanRequest request) {
    return applied == other.isEmpty()
        && hash.equals(other.hash())
        && migrating == !other.migrations().isEmpty()
        && goal.equals(Goal.of(other, request))
        && expects(other.live());
  }

  /** The schemas that the plan looked at. */
  public SortedSet<String> schemas() {
    return plan.schemas();
  }

  /** The statements of expand that are not done. */
  public List<PlannedStatement> expandLeft() {
    return plan.expand().subList(expanded, plan.expand().size());
  }

  /** The statements of contract that are not done. */
  public List<PlannedStatement> contractLeft() {
    return plan.contract().subList(contracted, plan.contract().size());
  }

  /**
   * What is left of the plan, under its hash, when {@code anew} was made for a schema that this
   * plan has changed, and wants the same. Nothing may be left.
   *
   * @return {@code anew} when it is none of this plan
   */
  public Plan continued(Plan anew, PlanRequest request) {
    if (!goal.equals(Goal.of(anew, request)) || !expects(anew.live())) {
      return anew;
    }
    if (applied) {
      return anew.isEmpty() ? under(hash, anew, List.of(), List.of()) : anew;
    }
    if (migrating || (expanded == 0 && contracted == 0 && alone == null)) {
      // What people wrote may have done a part of the plan, or a newer version plans otherwise.
      // What is new was not agreed to.
      boolean foreseen =
          texts(plan.expand()).containsAll(texts(anew.expand()))
              && texts(plan.contract()).containsAll(texts(anew.contract()));
      return foreseen ? under(hash, anew, anew.expand(), anew.contract()) : anew;
    }
    boolean same =
        texts(expandLeft()).equals(texts(anew.expand()))
            && texts(contractLeft()).equals(texts(anew.contract()));
    return same
        ? under(hash, anew, anew.expand(), anew.contract()) // whose hazards know today's rows
        : under(hash, anew, expandLeft(), contractLeft());
  }

  private Plan under(
      String hash, Plan anew, List<PlannedStatement> expand, List<PlannedStatement> contract) {
    return new Plan(
        hash,
        anew.approval(),
        plan.changes(),
        anew.migrations(),
        expand,
        contract,
        plan.leaving(),
        plan.trial(),
        anew.live(),
        anew.wanted());
  }

  private static List<String> texts(List<PlannedStatement> statements) {
    return statements.stream().map(PlannedStatement::sql).toList();
  }
}
