package dev.santokit.project.vault;

import dev.santokit.project.config.SecretText;
import java.nio.charset.StandardCharsets;

/**
 * The one place that a sealed value opens at.
 *
 * @param namespace of the project
 * @param project its name
 * @param name of the secret
 */
public record SecretAddress(String namespace, String project, String name) {

  /** The longest name of a secret, in characters: it is a key of a Kubernetes Secret. */
  public static final int LONGEST_NAME = 253;

  /**
   * Refuses what would not be told apart from another address.
   *
   * @throws IllegalArgumentException when the name is none of a secret, or another part is empty or
   *     has a slash
   */
  public SecretAddress {
    if (!isName(name)) {
      throw new IllegalArgumentException(
          "the name of a secret is made of " + SecretText.NAME_GRAMMAR);
    }
    if (namespace.isEmpty() || namespace.contains("/")) {
      throw new IllegalArgumentException("no namespace: " + namespace);
    }
    if (project.isEmpty() || project.contains("/")) {
      throw new IllegalArgumentException("no project: " + project);
    }
  }

  /** Whether a vault can hold a secret of that name. */
  public static boolean isName(String name) {
    return name.length() <= LONGEST_NAME && SecretText.isName(name);
  }

  /** What a sealed value is bound to. */
  byte[] bound() {
    return toString().getBytes(StandardCharsets.UTF_8);
  }

  /** {@code <namespace>/<project>/<NAME>}. */
  @Override
  public String toString() {
    return namespace + "/" + project + "/" + name;
  }
}
