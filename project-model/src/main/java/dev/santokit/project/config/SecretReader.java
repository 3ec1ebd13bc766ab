package dev.santokit.project.config;

import dev.santokit.project.problem.ErrorCode;
import dev.santokit.project.problem.Problems;
import dev.santokit.project.yaml.Node;
import java.util.Optional;

/** Reads values that are secrets or have secrets inside. */
final class SecretReader {

  private final Problems problems;

  SecretReader(Problems problems) {
    this.problems = problems;
  }

  /** A value that is one secret and nothing else. */
  Optional<SecretText> secret(String key, String example, Node node) {
    Optional<SecretText> text = text(key, node);
    if (text.isPresent() && !text.get().isOneReference()) {
      problems.error(
          ErrorCode.CONFIG_LITERAL_SECRET,
          node.range(),
          key + " is a secret and stands in the file",
          "write ${" + example + "} and keep the value with the secrets");
      return Optional.empty();
    }
    return text;
  }

  /** The address of a database. If it has a password, that is a secret. */
  Optional<SecretText> databaseUrl(String key, Node node) {
    Optional<SecretText> text = text(key, node);
    if (text.isEmpty() || text.get().isOneReference()) {
      return text;
    }
    try {
      // Any secret may stand anywhere but in the scheme and the options: a 1 fits everywhere else.
      DatabaseUrl.parse(text.get().filledWith("1"));
    } catch (DatabaseUrlRefused e) {
      problems.error(ErrorCode.CONFIG_DATABASE_URL, node.range(), e.what(), e.hint());
      return Optional.empty();
    }
    if (!DatabaseUrl.writtenPassword(text.get().filledWith("")).isEmpty()) {
      problems.error(
          ErrorCode.CONFIG_LITERAL_SECRET,
          node.range(),
          "the password in " + key + " is a secret and stands in the file",
          "write ${NAME} in its place and keep the password with the secrets");
      return Optional.empty();
    }
    return text;
  }

  private Optional<SecretText> text(String key, Node node) {
    if (!(node instanceof Node.Scalar scalar) || !scalar.value().isTextual()) {
      problems.error(
          ErrorCode.WRONG_TYPE,
          node.range(),
          key + " must be a string, not " + node.describe(),
          "secrets are written ${NAME}");
      return Optional.empty();
    }
    String fault = SecretText.fault(scalar.text());
    if (fault != null) {
      problems.error(
          ErrorCode.CONFIG_SECRET_REFERENCE,
          node.range(),
          fault,
          "write ${DATABASE_URL}; $${ is a literal ${");
      return Optional.empty();
    }
    return Optional.of(new SecretText(scalar.text()));
  }
}
