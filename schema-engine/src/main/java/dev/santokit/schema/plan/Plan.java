package dev.santokit.schema.plan;

import dev.santokit.project.schema.Approval;
import dev.santokit.schema.catalogue.Snapshot;
import dev.santokit.schema.hazard.Hazard;
import dev.santokit.schema.hazard.Level;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What makes a database what is wanted of it, in three parts: first the files written by hand, then
 * {@code expand}, which the logic that is served survives, and after the release {@code contract}.
 *
 * @param hash what an approval names: {@code sha256:…}. It covers migrations, contract, the
 *     statements of expand that need approval, and the schema between the two parts; so it stays
 *     the same while expand is carried out, and while rows come and go
 * @param approval which plans the policy wants approved
 * @param changes how many things differ
 * @param migrations those that were not applied yet
 * @param leaving what the contract part takes away from logic
 * @param live what the plan was made for
 * @param wanted what the database is after it, normalised
 */
public record Plan(
    String hash,
    Approval approval,
    int changes,
    List<PlannedStatement> migrations,
    List<PlannedStatement> expand,
    List<PlannedStatement> contract,
    SortedSet<Leaving> leaving,
    Trial trial,
    Snapshot live,
    Snapshot wanted) {

  /** Takes copies. */
  public Plan {
    migrations = List.copyOf(migrations);
    expand = List.copyOf(expand);
    contract = List.copyOf(contract);
    leaving = Collections.unmodifiableSortedSet(new TreeSet<>(leaving));
  }

  /** Whether there is nothing to do. */
  public boolean isEmpty() {
    return migrations.isEmpty() && expand.isEmpty() && contract.isEmpty();
  }

  /** Whether somebody has to agree to it before all of it is carried out. */
  public Need need() {
    if (!denied().isEmpty()) {
      return Need.DENIED;
    }
    return switch (approval) {
      case ALWAYS -> isEmpty() ? Need.NONE : Need.REQUIRED;
      case DESTRUCTIVE ->
          statements().anyMatch(PlannedStatement::needsApproval) ? Need.REQUIRED : Need.NONE;
      case NEVER -> Need.NONE;
    };
  }

  /**
   * Whether nothing at all may happen before somebody agrees: a migration written by hand, or
   * expand itself, needs it.
   */
  public boolean approvalBeforeExpand() {
    Stream<PlannedStatement> before = Stream.concat(migrations.stream(), expand.stream());
    return switch (approval) {
      case ALWAYS -> before.findAny().isPresent();
      case DESTRUCTIVE -> before.anyMatch(PlannedStatement::needsApproval);
      case NEVER -> false;
    };
  }

  /** How many hazards above {@code INFO} there are of each code: {@code DROP_COLUMN 2, …}. */
  public String hazards() {
    SortedMap<String, Long> counts =
        statements()
            .flatMap(s -> s.hazards().stream())
            .filter(h -> h.level() != Level.INFO)
            .collect(
                Collectors.groupingBy(h -> h.code().name(), TreeMap::new, Collectors.counting()));
    return counts.entrySet().stream().map(Plan::counted).collect(Collectors.joining(", "));
  }

  private static String counted(Map.Entry<String, Long> hazard) {
    return hazard.getKey() + " " + hazard.getValue();
  }

  /** The hazards that no agreement helps against. */
  public List<Hazard> denied() {
    return statements()
        .flatMap(s -> s.hazards().stream())
        .filter(h -> h.level() == Level.DENY)
        .toList();
  }

  private Stream<PlannedStatement> statements() {
    return Stream.of(migrations, expand, contract).flatMap(List::stream);
  }
}
