package dev.santokit.project.config;

import dev.santokit.project.problem.ErrorCode;
import dev.santokit.project.problem.Problems;
import dev.santokit.project.yaml.Fields;
import dev.santokit.project.yaml.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads who reaches the server and whom it reaches, of {@code config/project.yaml}. */
final class NetworkReader {

  private static final int MOST_ORIGINS = 100;
  private static final int MOST_HOSTS = 100;
  private static final int MOST_PROXIES = 64;

  private final Problems problems;

  NetworkReader(Problems problems) {
    this.problems = problems;
  }

  Cors cors(Fields project) {
    return project
        .fields("cors", Set.of("origins", "credentials"))
        .map(fields -> {
          List<String> origins = origins(fields);
          boolean credentials = fields.bool("credentials").orElse(false);
          if (credentials && origins.contains(Cors.ALL)) {
            problems.error(
                ErrorCode.INVALID_VALUE,
                fields.rangeOf("credentials"),
                "with credentials for any origin every page of the web acts as its visitor",
                "name the origins: [https://app.example.com]");
            return Cors.NONE;
          }
          return new Cors(origins, credentials);
        })
        .orElse(Cors.NONE);
  }

  private List<String> origins(Fields fields) {
    return each(
            "origins",
            fields.items("origins"),
            MOST_ORIGINS,
            text -> Cors.origin(text),
            "is no origin",
            "write https://app.example.com, http://localhost:3000, *.example.com, or * for all")
        .stream()
        .distinct()
        .toList();
  }

  /** Those of {@code network}, or of the text that the server reads. */
  List<AddressRange> trustedProxies(Fields fields) {
    return each(
        "trustedProxies",
        fields.items("trustedProxies"),
        MOST_PROXIES,
        AddressRange::parse,
        "is no address and no range of addresses",
        "write 10.0.0.0/8 or 192.0.2.7");
  }

  List<EgressHost> egress(Fields project) {
    List<EgressHost> hosts = new ArrayList<>();
    List<Node> items = project.items("egress");
    for (Node item : items) {
      if (item instanceof Node.Mapping) {
        Fields.of(item, "egress", Set.of("host", "private"), problems)
            .ifPresent(fields -> {
              fields.require("host", "write host: api.example.com");
              boolean privateAddresses = fields.bool("private").orElse(false);
              fields
                  .node("host")
                  .flatMap(host -> host(host, privateAddresses))
                  .ifPresent(hosts::add);
            });
      } else {
        host(item, false).ifPresent(hosts::add);
      }
    }
    bounded("egress", items, MOST_HOSTS);
    return hosts;
  }

  private Optional<EgressHost> host(Node node, boolean privateAddresses) {
    return one(
        "egress",
        node,
        text -> EgressHost.parse(text, privateAddresses),
        "is no host",
        "write api.example.com, *.example.com:8443, or {host: minio:9000, private: true}");
  }

  private <T> List<T> each(
      String key,
      List<Node> items,
      int most,
      Function<String, Optional<T>> parse,
      String fault,
      String hint) {
    bounded(key, items, most);
    return items.stream()
        .flatMap(item -> this.<T>one(key, item, parse, fault, hint).stream())
        .toList();
  }

  private <T> Optional<T> one(
      String key, Node node, Function<String, Optional<T>> parse, String fault, String hint) {
    if (!(node instanceof Node.Scalar scalar) || !scalar.value().isTextual()) {
      problems.error(
          ErrorCode.WRONG_TYPE, node.range(), key + " takes texts, not " + node.describe(), hint);
      return Optional.empty();
    }
    Optional<T> value = parse.apply(scalar.text());
    if (value.isEmpty()) {
      problems.error(
          ErrorCode.INVALID_VALUE, node.range(), "\"" + scalar.text() + "\" " + fault, hint);
    }
    return value;
  }

  private void bounded(String key, List<Node> items, int most) {
    if (items.size() > most) {
      problems.error(
          ErrorCode.INVALID_VALUE,
          items.get(most).range(),
          key + " has more than " + most + " entries");
    }
  }
}
