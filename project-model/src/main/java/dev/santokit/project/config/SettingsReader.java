package dev.santokit.project.config;

import dev.santokit.project.config.JsonNumbers.Form;
import dev.santokit.project.logic.RateLimit;
import dev.santokit.project.problem.Problems;
import dev.santokit.project.yaml.Fields;
import dev.santokit.project.yaml.Node;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedMap;

/** Reads {@code config/project.yaml}. */
final class SettingsReader {

  /** Keys of {@code network} whose features are not there yet, and what these are called. */
  private static final Map<String, String> LATER_NETWORK =
      Map.of(
          "host", "a host name of the project's own",
          "path", "a path under which the server is reached",
          "gateway", "a route from a Gateway",
          "ingressClassName", "an Ingress",
          "tls", "a certificate for the project's host");

  private static final Set<String> LIMITS =
      Set.of("callTimeout", "maxRequestBody", "bufferedBody", "maxBody", "maxRows", "jsAllocation");

  private static final SequencedMap<String, Docs> DOCS = Words.all(List.of(Docs.values()));

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
    return new HashSet<>(
        Set.of(
            "limits",
            "json",
            "cors",
            "headers",
            "egress",
            "rateLimit",
            "docs",
            "network",
            "vault",
            "runtime",
            "release"));
  }

  /** All that the server knows of it. */
  ProjectConfig read(
      Fields fields,
      SortedMap<String, Database> databases,
      Auth auth,
      List<AddressRange> trustedProxies) {
    var network = new NetworkReader(problems);
    return new ProjectConfig(
        databases,
        auth,
        fields.node("limits").map(this::limits).orElse(Limits.DEFAULT),
        fields.node("json").map(this::json).orElse(JsonNumbers.DEFAULT),
        network.cors(fields),
        new HeadersReader(problems).read(fields),
        network.egress(fields),
        fields.node("rateLimit").flatMap(node -> RateLimit.read(node, problems)).orElse(null),
        fields.word("docs", DOCS).orElse(Docs.AUTHENTICATED),
        trustedProxies);
  }

  /** What {@code network} says; other keys of it are refused. */
  List<AddressRange> network(Fields fields) {
    var known = new HashSet<>(LATER_NETWORK.keySet());
    known.add("trustedProxies");
    return fields
        .fields("network", known)
        .map(network -> {
          LATER_NETWORK.forEach(network::notYet);
          return new NetworkReader(problems).trustedProxies(network);
        })
        .orElse(List.of());
  }

  /** Checks what the server does not know, but the resource does. */
  void checkOperations(Fields fields) {
    fields.notYet("vault", "a vault with a key or values of one's own");
    fields.fields("runtime", RUNTIME);
    fields
        .fields("release", Set.of("source", "historyLimit"))
        .ifPresent(release -> {
          release.notYet("source", "a release from an image");
          release.integer("historyLimit", 0, MOST_RELEASES);
        });
  }

  private Limits limits(Node node) {
    return Fields.of(node, "limits", LIMITS, problems)
        .map(fields ->
            new Limits(
                fields
                    .duration("callTimeout", "1ms", Limits.LONGEST_CALL)
                    .orElse(Limits.DEFAULT.callTimeout()),
                fields
                    .size("maxRequestBody", "1", Limits.LARGEST_BODY)
                    .orElse(Limits.DEFAULT.maxRequestBody()),
                fields
                    .size("bufferedBody", "1", Limits.LARGEST_BODY)
                    .orElse(Limits.DEFAULT.bufferedBody()),
                fields.size("maxBody", "1", Limits.LARGEST_STREAM).orElse(Limits.DEFAULT.maxBody()),
                fields.integer("maxRows", 1, Limits.MOST_ROWS).orElse(Limits.DEFAULT.maxRows()),
                fields
                    .size("jsAllocation", Limits.LEAST_ALLOCATION, Limits.MOST_ALLOCATION)
                    .orElse(Limits.DEFAULT.jsAllocation())))
        .orElse(Limits.DEFAULT);
  }

  private JsonNumbers json(Node node) {
    return Fields.of(node, "json", Set.of("int8", "numeric"), problems)
        .map(fields ->
            new JsonNumbers(
                fields.word("int8", FORMS).orElse(JsonNumbers.DEFAULT.int8()),
                fields.word("numeric", FORMS).orElse(JsonNumbers.DEFAULT.numeric())))
        .orElse(JsonNumbers.DEFAULT);
  }
}
