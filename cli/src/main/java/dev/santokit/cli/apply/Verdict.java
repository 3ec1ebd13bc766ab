package dev.santokit.cli.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Optional;
import java.util.Set;

/** What a project's status says about an apply. */
sealed interface Verdict {

  /** The cluster serves it. */
  record Served(String digest, long revision, int pods) implements Verdict {}

  /** It was taken and is not served for a reason that somebody chose. */
  record Held(String why) implements Verdict {}

  /** Not yet. */
  record Waiting(String why) implements Verdict {}

  /**
   * The bundles in the cluster are not those of the manifest: some are on their way, or invalid.
   */
  record Mismatch(String why) implements Verdict {}

  /** A database does not have yet what it needs. */
  record AwaitsSchema(String why) implements Verdict {}

  /** Someone else's apply came later. */
  record Lost(String manifest) implements Verdict {}

  /** It will not be served until somebody does something. */
  record Failed(String condition, String reason, String message) implements Verdict {}

  /** Reasons of {@code ReleaseActive=False} that time does not mend. */
  Set<String> FINAL = Set.of("Rejected", "TooLarge");

  /** Reads a project as the API server has it. */
  static Verdict of(JsonNode project, Expected expected) {
    JsonNode status = project.path("status");
    JsonNode spec = project.path("spec");
    String manifest = spec.path("release").path("manifest").asText();
    if (expected.manifest() != null && !manifest.equals(expected.manifest())) {
      return new Lost(manifest);
    }
    if (spec.path("suspend").asBoolean()) {
      return new Held("the project is suspended: the operator leaves it as it is");
    }
    if (status.path("observedGeneration").asLong() < expected.generation()) {
      return new Waiting("for the operator");
    }
    return failure(status, expected)
        .or(() -> pinned(status, expected))
        .or(() -> inactive(status, expected))
        .or(() -> served(status, expected))
        .orElseGet(() -> new Waiting(why(status, expected)));
  }

  private static Optional<Verdict> failure(JsonNode status, Expected expected) {
    for (String type : new String[] {"ConfigValid", "SecretsReady", "ReleaseActive"}) {
      JsonNode condition = condition(status, type);
      if (isCurrent(condition, expected)
          && is(condition, "False")
          && (!type.equals("ReleaseActive") || FINAL.contains(reason(condition)))) {
        return Optional.of(failed(condition));
      }
    }
    JsonNode stalled = condition(status, "Stalled");
    return isCurrent(stalled, expected) && is(stalled, "True")
        ? Optional.of(failed(stalled))
        : Optional.empty();
  }

  private static Verdict failed(JsonNode condition) {
    return new Failed(
        condition.path("type").asText(), reason(condition), condition.path("message").asText());
  }

  private static Optional<Verdict> pinned(JsonNode status, Expected expected) {
    JsonNode release = status.path("release");
    return release.path("pinned").asBoolean()
            && !release.path("digest").asText().equals(expected.manifest())
            && release.path("pending").asLong() > 0
        ? Optional.of(
            new Held(
                "revision %d is pinned; this is revision %d, which waits"
                    .formatted(
                        release.path("revision").asLong(), release.path("pending").asLong())))
        : Optional.empty();
  }

  /** What is not served for a reason that can be looked at. */
  private static Optional<Verdict> inactive(JsonNode status, Expected expected) {
    JsonNode active = condition(status, "ReleaseActive");
    if (!isCurrent(active, expected) || !is(active, "False")) {
      return Optional.empty();
    }
    String message = active.path("message").asText();
    return switch (reason(active)) {
      case "ManifestMismatch" -> Optional.of(new Mismatch(message));
      case "AwaitingSchema" -> Optional.of(new AwaitsSchema(message));
      default -> Optional.empty();
    };
  }

  private static Optional<Verdict> served(JsonNode status, Expected expected) {
    JsonNode active = condition(status, "ReleaseActive");
    JsonNode release = status.path("release");
    String digest = release.path("digest").asText();
    boolean thisOne = expected.manifest() == null || digest.equals(expected.manifest());
    if (!thisOne || !is(active, "True") || !isCurrent(active, expected)) {
      return Optional.empty();
    }
    JsonNode ready = condition(status, "Ready");
    if (expected.configured() && !(is(ready, "True") && isCurrent(ready, expected))) {
      return Optional.empty();
    }
    return Optional.of(
        new Served(digest, release.path("revision").asLong(), release.path("servedBy").size()));
  }

  /** The words of the condition that keeps it. */
  private static String why(JsonNode status, Expected expected) {
    JsonNode active = condition(status, "ReleaseActive");
    JsonNode keeps =
        is(active, "True") && expected.configured() ? condition(status, "Ready") : active;
    return is(keeps, "False") || is(keeps, "Unknown")
        ? keeps.path("message").asText(reason(keeps))
        : "for the pods";
  }

  private static JsonNode condition(JsonNode status, String type) {
    for (JsonNode condition : status.path("conditions")) {
      if (condition.path("type").asText().equals(type)) {
        return condition;
      }
    }
    return MissingNode.getInstance();
  }

  /** A condition that names no generation is of the one that the status names. */
  private static boolean isCurrent(JsonNode condition, Expected expected) {
    return !condition.has("observedGeneration")
        || condition.path("observedGeneration").asLong() >= expected.generation();
  }

  private static boolean is(JsonNode condition, String status) {
    return condition.path("status").asText().equals(status);
  }

  private static String reason(JsonNode condition) {
    return condition.path("reason").asText();
  }
}
