package dev.santokit.project.config;

import dev.santokit.project.config.JsonNumbers.Form;
import dev.santokit.project.problem.Problems;
import dev.santokit.project.yaml.Fields;
import dev.santokit.project.yaml.Node;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/** Reads {@code config/project.yaml}. */
final class SettingsReader {

  /** Keys whose features are not there yet, and what these are called. */
  private static final Map<String, String> LATER =
      Map.of(
          "cors", "access from other origins",
          "headers", "setting headers of answers",
          "egress", "calling other hosts",
          "rateLimit", "limiting the rate of calls",
          "docs", "publishing what functions there are",
          "network", "configuring how the server is reached",
          "vault", "a vault with a key or values of one's own");

  private static final Map<String, String> LATER_LIMITS =
      Map.of(
          "jsAllocation", "limiting what JavaScript allocates",
          "maxBody", "streaming of answers",
          "maxRows", "limiting the rows of crud");

  private static final SequencedMap<String, Form> FORMS = Words.all(List.of(Form.values()));

  private static final int MOST_RELEASES = 100;

  private final Problems problems;

  SettingsReader(Problems problems) {
    this.problems = problems;
  }

  /** Keys of {@code runtime}; their values are Kubernetes' and for the resource to check. */
  private static final Set<String> RUNTIME =
      Set.of(
          "image",
          "replicas",
          "autoscaling",
          "resources",
          "nodeSelector",
          "tolerations",
          "affinity",
          "topologySpreadConstraints",
          "env",
          "podAnnotations");

  /** The keys that it knows. */
  static Set<String> keys() {
    var keys = new HashSet<>(LATER.keySet());
    keys.add("limits");
    keys.add("json");
    keys.add("runtime");
    keys.add("release");
    return keys;
  }

  /** Checks what the server does not know, but the resource does. */
  void checkOperations(Fields fields) {
    fields.fields("runtime", RUNTIME);
    fields
        .fields("release", Set.of("source", "historyLimit"))
        .ifPresent(release -> {
          release.notYet("source", "a release from an image");
          release.integer("historyLimit", 0, MOST_RELEASES);
        });
  }

  void refuseLater(Fields fields) {
    LATER.forEach(fields::notYet);
  }

  Limits limits(Node node) {
    var known = new HashSet<>(LATER_LIMITS.keySet());
    known.addAll(Set.of("callTimeout", "maxRequestBody", "bufferedBody"));
    return Fields.of(node, "limits", known, problems)
        .map(fields -> {
          LATER_LIMITS.forEach(fields::notYet);
          return new Limits(
              fields
                  .duration("callTimeout", "1ms", Limits.LONGEST_CALL)
                  .orElse(Limits.DEFAULT.callTimeout()),
              fields
                  .size("maxRequestBody", "1", Limits.LARGEST_BODY)
                  .orElse(Limits.DEFAULT.maxRequestBody()),
              fields
                  .size("bufferedBody", "1", Limits.LARGEST_BODY)
                  .orElse(Limits.DEFAULT.bufferedBody()));
        })
        .orElse(Limits.DEFAULT);
  }

  JsonNumbers json(Node node) {
    return Fields.of(node, "json", Set.of("int8", "numeric"), problems)
        .map(fields ->
            new JsonNumbers(
                fields.word("int8", FORMS).orElse(JsonNumbers.DEFAULT.int8()),
                fields.word("numeric", FORMS).orElse(JsonNumbers.DEFAULT.numeric())))
        .orElse(JsonNumbers.DEFAULT);
  }
}
