package dev.santokit.operator;

import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the surroundings of the process say: variables that begin with {@code SANTOKIT_}.
 *
 * @param namespace the operator's own, where its Lease is
 * @param watched the namespaces whose resources it reconciles; empty for all
 * @param serverImage the image of servers whose project names none
 * @param approvalPolicy the ValidatingAdmissionPolicy, and its binding, that says who may approve
 *     plans; null when approvals count without one
 * @param allowsLoopback whether databases may be on this machine: outside of a cluster
 */
public record Settings(
    String namespace,
    SortedSet<String> watched,
    String serverImage,
    @Nullable String approvalPolicy,
    boolean allowsLoopback) {

  /**
   * Reads them.
   *
   * @param environment null for a variable that is not set
   * @throws IllegalStateException when one is missing; the message says which and what it is for
   */
  public static Settings of(Function<String, @Nullable String> environment) {
    var watched = new TreeSet<String>();
    String listed = environment.apply("SANTOKIT_WATCH_NAMESPACES");
    if (listed != null) {
      Stream.of(listed.split(","))
          .map(String::strip)
          .filter(n -> !n.isEmpty())
          .forEach(watched::add);
    }
    return new Settings(
        required(environment, "SANTOKIT_NAMESPACE", "the operator's own namespace"),
        watched,
        required(environment, "SANTOKIT_SERVER_IMAGE", "the image of servers"),
        optional(environment, "SANTOKIT_APPROVAL_POLICY"),
        "true".equals(optional(environment, "SANTOKIT_ALLOW_LOOPBACK")));
  }

  private static @Nullable String optional(
      Function<String, @Nullable String> environment, String name) {
    String value = environment.apply(name);
    return value == null || value.isBlank() ? null : value.strip();
  }

  private static String required(
      Function<String, @Nullable String> environment, String name, String what) {
    String value = environment.apply(name);
    if (value == null || value.isBlank()) {
      throw new IllegalStateException(name + " is not set: it names " + what);
    }
    return value.strip();
  }
}
