package dev.santokit.operator.vault;

import dev.santokit.crds.Condition;
import dev.santokit.operator.status.ConditionType;
import dev.santokit.operator.status.Conditions;
import dev.santokit.operator.status.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Decides the condition SecretsReady. Secrets of the configuration decide it; those of functions
 * are only told of, since a function that lacks one fails alone.
 */
record SecretsReady(VaultContents vault, Set<String> kids, Needed needed) {

  /** What is the matter with some secrets, for people. */
  private record Fault(Reason reason, String what, SortedSet<String> names) {}

  Condition condition(Conditions conditions) {
    List<String> lines = new ArrayList<>();
    List<Fault> faults = faults(needed.byConfig());
    faults.forEach(fault -> lines.add(line(fault, "")));
    var others = new TreeSet<>(needed.byLogic());
    others.removeAll(needed.byConfig());
    faults(others).forEach(fault -> lines.add(line(fault, ", which functions ask for,")));
    if (faults.isEmpty()) {
      lines.addFirst(
          needed.byConfig().isEmpty()
              ? "the configuration names no secrets"
              : "all secrets that the configuration names are there");
      return conditions.holds(
          ConditionType.SECRETS_READY, Reason.COMPLETE, String.join("; ", lines));
    }
    return conditions.fails(
        ConditionType.SECRETS_READY, faults.getFirst().reason(), String.join("; ", lines));
  }

  private List<Fault> faults(SortedSet<String> names) {
    var missing = new TreeSet<String>();
    var unsealed = new TreeSet<String>();
    var foreign = new TreeSet<String>();
    for (String name : names) {
      Optional<String> kid = vault.kid(name);
      if (!vault.has(name)) {
        missing.add(name);
      } else if (kid.isEmpty()) {
        unsealed.add(name);
      } else if (!kids.contains(kid.get())) {
        foreign.add(name);
      }
    }
    List<Fault> faults = new ArrayList<>();
    add(faults, Reason.MISSING, "not in the vault", missing);
    add(faults, Reason.MISSING, "in the vault without being sealed, which nothing reads", unsealed);
    add(
        faults,
        Reason.SEALED_FOR_ANOTHER_KEY,
        "sealed for a key that the vault does not have",
        foreign);
    return faults;
  }

  private static void add(List<Fault> faults, Reason reason, String what, SortedSet<String> names) {
    if (!names.isEmpty()) {
      faults.add(new Fault(reason, what, names));
    }
  }

  private static String line(Fault fault, String whose) {
    return String.join(", ", fault.names())
        + whose
        + (fault.names().size() == 1 ? " is " : " are ")
        + fault.what()
        + ": stk secret set "
        + fault.names().first();
  }
}
