package dev.santokit.operator.release;

import dev.santokit.crds.Condition;
import dev.santokit.crds.ConditionStatus;
import dev.santokit.crds.plan.Plans;
import dev.santokit.crds.plan.SchemaPlan;
import dev.santokit.crds.plan.SchemaPlanStatus;
import dev.santokit.crds.project.Database;
import dev.santokit.crds.project.SantokitProject;
import dev.santokit.operator.status.ConditionType;
import dev.santokit.operator.status.Conditions;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How far the databases of a project are.
 *
 * @param awaited which plan has not expanded its database yet, and why; null when all have
 * @param expanded changes when a database is expanded to another schema
 */
public record Schemas(@Nullable String awaited, String expanded) {

  /** Of a project without plans. */
  public static final Schemas NONE = new Schemas(null, "");

  /** Where the plans of projects are asked for. */
  @FunctionalInterface
  public interface Source {

    /**
     * How far the databases of a project are.
     *
     * @param isFresh whether the API server is asked: a cache may not know what was written a
     *     moment ago
     */
    Schemas of(SantokitProject project, boolean isFresh);
  }

  /**
   * What plans say.
   *
   * @param plans of the namespace, also those of other projects
   */
  static Schemas of(SantokitProject project, Collection<SchemaPlan> plans) {
    Collection<SchemaPlan> all = counted(project, plans).values();
    String awaited =
        all.stream()
            .filter(plan -> !isExpanded(plan))
            .map(Schemas::why)
            .collect(Collectors.joining("; "));
    String expanded =
        all.stream()
            .filter(Schemas::isExpanded)
            .map(plan -> name(plan) + "@" + plan.getMetadata().getGeneration())
            .collect(Collectors.joining(","));
    return new Schemas(awaited.isEmpty() ? null : awaited, expanded);
  }

  /**
   * The plan of each database of a project that has one.
   *
   * @param plans of the namespace, also those of other projects
   * @return by alias
   */
  static SortedMap<String, SchemaPlan> counted(
      SantokitProject project, Collection<SchemaPlan> plans) {
    Map<String, Database> databases =
        Objects.requireNonNullElse(project.getSpec().databases(), Map.of());
    var counted = new TreeMap<String, SchemaPlan>();
    plans.stream()
        .filter(plan -> plan.getSpec().project().equals(project.getMetadata().getName()))
        .filter(Plans::isApplied)
        .filter(plan -> databases.containsKey(plan.getSpec().database()))
        .sorted(Plans.OLDEST_FIRST)
        .forEach(plan -> counted.putIfAbsent(plan.getSpec().database(), plan));
    return counted;
  }

  private static String name(SchemaPlan plan) {
    return plan.getMetadata().getName();
  }

  private static boolean isExpanded(SchemaPlan plan) {
    return ofNow(plan, ConditionType.EXPANDED)
        .filter(c -> c.status() == ConditionStatus.TRUE)
        .isPresent();
  }

  /** A condition of the plan as it is now, and not as it was before it changed. */
  private static Optional<Condition> ofNow(SchemaPlan plan, ConditionType type) {
    return Optional.ofNullable(plan.getStatus())
        .map(SchemaPlanStatus::conditions)
        .flatMap(conditions -> Conditions.find(conditions, type))
        .filter(c -> Objects.equals(c.observedGeneration(), plan.getMetadata().getGeneration()));
  }

  private static String why(SchemaPlan plan) {
    return "SchemaPlan "
        + name(plan)
        + ": "
        + Stream.of(ConditionType.EXPANDED, ConditionType.READY)
            .flatMap(type -> ofNow(plan, type).stream())
            .findFirst()
            .map(c -> c.reason() + ", " + c.message())
            .orElse("it has not been looked at yet");
  }
}
