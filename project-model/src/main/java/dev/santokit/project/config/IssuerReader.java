package dev.santokit.project.config;

import dev.santokit.project.config.Auth.Issuer;
import dev.santokit.project.problem.ErrorCode;
import dev.santokit.project.problem.Nearest;
import dev.santokit.project.problem.Problems;
import dev.santokit.project.yaml.Fields;
import dev.santokit.project.yaml.Node;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@code issuers} of {@code config/auth.yaml}. */
final class IssuerReader {

  private static final int MOST = 50;
  private static final int LONGEST = 1024;
  private static final Set<String> KEYS =
      Set.of("issuer", "jwksUri", "audience", "rolesClaim", "algorithms");

  private final Problems problems;

  IssuerReader(Problems problems) {
    this.problems = problems;
  }

  List<Issuer> read(Fields auth) {
    List<Issuer> issuers = new ArrayList<>();
    Set<String> named = new HashSet<>();
    for (Node item : auth.items("issuers")) {
      Fields.of(item, "issuer", KEYS, problems)
          .ifPresent(fields -> issuer(fields, named).ifPresent(issuers::add));
    }
    if (issuers.size() > MOST) {
      problems.error(
          ErrorCode.INVALID_VALUE, auth.rangeOf("issuers"), "more than " + MOST + " issuers");
    }
    return issuers;
  }

  private Optional<Issuer> issuer(Fields fields, Set<String> named) {
    fields.require("issuer", "write issuer: https://login.example.com");
    fields.require(
        "audience", "tokens that it made for others would be taken: write audience: my-app");
    Optional<String> issuer = fields.string("issuer");
    issuer.ifPresent(text -> {
      address(text, "issuer", fields);
      if (!named.add(text)) {
        problems.error(
            ErrorCode.INVALID_VALUE,
            fields.rangeOf("issuer"),
            "this issuer stands here twice",
            "give it all its audiences in one list");
      }
    });
    Optional<URI> jwksUri =
        fields.string("jwksUri").flatMap(text -> address(text, "jwksUri", fields));
    List<String> audience = fields.has("audience") ? audience(fields) : List.of();
    Optional<String> rolesClaim = fields.string("rolesClaim").flatMap(c -> rolesClaim(c, fields));
    List<String> algorithms = algorithms(fields);
    return issuer.isEmpty() || audience.isEmpty() || algorithms.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Issuer(
                issuer.get(), jwksUri.orElse(null), audience, rolesClaim.orElse(null), algorithms));
  }

  /** Whoever changes keys on their way decides who everyone is. */
  private Optional<URI> address(String text, String key, Fields fields) {
    try {
      var uri = new URI(text);
      String host = uri.getHost();
      boolean web =
          host != null
              && uri.getRawFragment() == null
              && uri.getRawUserInfo() == null
              && text.length() <= LONGEST
              && ("https".equalsIgnoreCase(uri.getScheme())
                  || ("http".equalsIgnoreCase(uri.getScheme()) && isLoopback(host)));
      if (web) {
        return Optional.of(uri);
      }
    } catch (URISyntaxException refusedBelow) {
      // The message is the same as for an address of another kind.
    }
    problems.error(
        ErrorCode.INVALID_VALUE,
        fields.rangeOf(key),
        key + " must be an https address",
        "http is for localhost alone");
    return Optional.empty();
  }

  private static boolean isLoopback(String host) {
    String literal = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    return host.equalsIgnoreCase("localhost")
        || AddressRange.parse(literal)
            .map(AddressRange::first)
            .filter(InetAddress::isLoopbackAddress)
            .isPresent();
  }

  /** One, or a list of them. */
  private List<String> audience(Fields fields) {
    Optional<Node> node = fields.node("audience");
    List<String> audience =
        node.isPresent() && node.get() instanceof Node.Sequence
            ? fields.strings("audience")
            : fields.string("audience").stream().toList();
    boolean said = audience.stream().allMatch(a -> !a.isBlank() && a.length() <= LONGEST);
    boolean none =
        node.isPresent() && node.get() instanceof Node.Sequence(_, var items) && items.isEmpty();
    if (!said || none) {
      problems.error(
          ErrorCode.INVALID_VALUE,
          fields.rangeOf("audience"),
          "audience must name whom tokens are made for",
          "write audience: my-app");
      return List.of();
    }
    return audience;
  }

  private Optional<String> rolesClaim(String claim, Fields fields) {
    if (!claim.isBlank() && claim.length() <= LONGEST) {
      return Optional.of(claim);
    }
    problems.error(
        ErrorCode.INVALID_VALUE, fields.rangeOf("rolesClaim"), "rolesClaim must name a claim");
    return Optional.empty();
  }

  private List<String> algorithms(Fields fields) {
    if (!fields.has("algorithms")) {
      return Issuer.DEFAULT_ALGORITHMS;
    }
    List<Node> items = fields.items("algorithms");
    List<String> algorithms = new ArrayList<>();
    for (Node item : items) {
      if (item instanceof Node.Scalar scalar && Issuer.ASYMMETRIC.contains(scalar.text())) {
        algorithms.add(scalar.text());
      } else {
        problems.error(
            ErrorCode.INVALID_VALUE,
            item.range(),
            "an issuer's tokens are signed with a key pair, not with " + item.describe(),
            item instanceof Node.Scalar scalar
                ? Nearest.hint(scalar.text(), new HashSet<>(Issuer.ASYMMETRIC))
                : "there are: " + String.join(", ", Issuer.ASYMMETRIC));
      }
    }
    if (items.isEmpty() && fields.node("algorithms").orElseThrow() instanceof Node.Sequence) {
      problems.error(
          ErrorCode.INVALID_VALUE,
          fields.rangeOf("algorithms"),
          "with no algorithm no token is taken",
          "remove \"algorithms\": " + String.join(", ", Issuer.DEFAULT_ALGORITHMS) + " then hold");
    }
    return algorithms.stream().distinct().toList();
  }
}
