package dev.santokit.operator.project;

import static dev.santokit.operator.status.ConditionType.DATABASES_REACHABLE;
import static dev.santokit.operator.status.ConditionType.LEAST_PRIVILEGE;

import dev.santokit.crds.Condition;
import dev.santokit.crds.project.DatabaseStatus;
import dev.santokit.operator.release.PodReport;
import dev.santokit.operator.release.PodReport.DatabaseReport;
import dev.santokit.operator.status.Conditions;
import dev.santokit.operator.status.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the pods say of a project's databases, put together. */
final class DatabaseConditions {

  private final SortedSet<String> aliases;
  private final List<PodReport> pods;
  private final Conditions conditions;

  DatabaseConditions(SortedSet<String> aliases, List<PodReport> pods, Conditions conditions) {
    this.aliases = aliases;
    this.pods = pods;
    this.conditions = conditions;
  }

  /**
   * A status for each database.
   *
   * @param schemaPlans names of their plans, by alias
   */
  List<DatabaseStatus> statuses(Map<String, String> schemaPlans) {
    return aliases.stream()
        .map(alias -> new DatabaseStatus(alias, reachable(alias), schemaPlans.get(alias)))
        .toList();
  }

  private @Nullable Boolean reachable(String alias) {
    List<DatabaseReport> reports = reports(alias).toList();
    return reports.isEmpty() ? null : reports.stream().allMatch(DatabaseReport::reachable);
  }

  private Stream<DatabaseReport> reports(String alias) {
    return pods.stream().map(pod -> pod.databases().get(alias)).filter(Objects::nonNull);
  }

  Condition reachable() {
    if (aliases.isEmpty()) {
      return conditions.holds(
          DATABASES_REACHABLE, Reason.REACHABLE, "The project has no databases");
    }
    var messages = new ArrayList<String>();
    Reason first = Reason.UNREACHABLE;
    for (String alias : aliases) {
      List<DatabaseReport> away = reports(alias).filter(report -> !report.reachable()).toList();
      if (!away.isEmpty()) {
        Reason reason = reason(away.getFirst());
        first = messages.isEmpty() ? reason : first;
        messages.add(
            "%s: %s (%d of %d pods)"
                .formatted(alias, advice(reason), away.size(), reports(alias).count()));
      }
    }
    if (!messages.isEmpty()) {
      return conditions.fails(DATABASES_REACHABLE, first, String.join("; ", messages));
    }
    List<String> silent = aliases.stream().filter(alias -> reachable(alias) == null).toList();
    return silent.isEmpty()
        ? conditions.holds(
            DATABASES_REACHABLE, Reason.REACHABLE, "Pods reach " + String.join(", ", aliases))
        : conditions.unknown(
            DATABASES_REACHABLE,
            Reason.NOT_REPORTED,
            "No pod has said yet whether it reaches " + String.join(", ", silent));
  }

  /** The word of a pod, which may be of a newer version than this operator. */
  private static Reason reason(DatabaseReport report) {
    return Stream.of(
            Reason.AUTHENTICATION_FAILED,
            Reason.TLS_FAILED,
            Reason.NO_SUCH_DATABASE,
            Reason.CONNECTION_BUDGET)
        .filter(reason -> reason.text().equals(report.reason()))
        .findFirst()
        .orElse(Reason.UNREACHABLE);
  }

  private static String advice(Reason reason) {
    return switch (reason) {
      case AUTHENTICATION_FAILED -> "user or password is refused: set the URL's secret again";
      case TLS_FAILED -> "no TLS connection comes about: look at sslmode in its URL";
      case NO_SUCH_DATABASE -> "the server has no database of the name in its URL";
      case CONNECTION_BUDGET -> "the server has no connection left: lower pool.max or pool.total";
      default -> "nothing answers at the address in its URL";
    };
  }

  Condition leastPrivilege() {
    var tooMuch = new ArrayList<String>();
    boolean known = true;
    for (String alias : aliases) {
      List<List<String>> said =
          reports(alias).map(DatabaseReport::excess).filter(Objects::nonNull).toList();
      known &= !said.isEmpty();
      var excess = new TreeSet<String>();
      said.forEach(excess::addAll);
      if (!excess.isEmpty()) {
        tooMuch.add(alias + ": its role " + String.join(", ", excess));
      }
    }
    if (!tooMuch.isEmpty()) {
      return conditions.fails(
          LEAST_PRIVILEGE,
          Reason.TOO_POWERFUL,
          String.join("; ", tooMuch) + ". Functions need none of it: use a role of their own");
    }
    return known
        ? conditions.holds(LEAST_PRIVILEGE, Reason.LEAST, "Roles may do no more than they need")
        : conditions.unknown(LEAST_PRIVILEGE, Reason.NOT_REPORTED, "No pod has said so yet");
  }
}
