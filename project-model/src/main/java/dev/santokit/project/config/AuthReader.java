package dev.santokit.project.config;

import dev.santokit.project.config.Auth.Jwt;
import dev.santokit.project.problem.Problems;
import dev.santokit.project.yaml.Fields;
import dev.santokit.project.yaml.Node;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code config/auth.yaml}. */
final class AuthReader {

  /** Keys whose features are not there yet, and what these are called. */
  private static final Map<String, String> LATER =
      Map.of(
          "session", "a session",
          "emailPassword", "registering with a password",
          "providers", "logging in at a provider",
          "roles", "giving roles to users",
          "defaultRole", "giving roles to users",
          "redirectUrls", "logging in at a provider",
          "email", "sending mail",
          "database", "keeping users");

  private final Problems problems;
  private final SecretReader secrets;

  AuthReader(Problems problems) {
    this.problems = problems;
    this.secrets = new SecretReader(problems);
  }

  Auth read(Node node) {
    var known = new HashSet<>(LATER.keySet());
    known.add("jwt");
    known.add("issuers");
    return Fields.of(node, "auth", known, problems)
        .map(fields -> {
          LATER.forEach(fields::notYet);
          return new Auth(
              fields.node("jwt").flatMap(this::jwt).orElse(null),
              new IssuerReader(problems).read(fields));
        })
        .orElse(Auth.NONE);
  }

  private Optional<Jwt> jwt(Node node) {
    var known = Set.of("secret", "previousSecrets", "expiresIn", "refreshExpiresIn");
    return Fields.of(node, "jwt", known, problems).flatMap(this::jwt);
  }

  private Optional<Jwt> jwt(Fields fields) {
    fields.notYet("refreshExpiresIn", "refreshing tokens");
    fields.require("secret", "write secret: ${JWT_SECRET}");
    List<SecretText> previous =
        fields.items("previousSecrets").stream()
            .flatMap(item -> secrets.secret("jwt.previousSecrets", "OLD_JWT_SECRET", item).stream())
            .toList();
    Duration expiresIn =
        fields.duration("expiresIn", "1s", Jwt.LONGEST).orElse(Jwt.DEFAULT_EXPIRES_IN);
    return fields
        .node("secret")
        .flatMap(secret -> secrets.secret("jwt.secret", "JWT_SECRET", secret))
        .map(secret -> new Jwt(secret, previous, expiresIn));
  }
}
