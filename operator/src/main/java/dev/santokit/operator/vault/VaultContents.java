package dev.santokit.operator.vault;

import dev.santokit.project.vault.Sealed;
import dev.santokit.project.vault.SecretAddress;
import dev.santokit.project.vault.VaultRefused;
import io.fabric8.kubernetes.api.model.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the Secret of a vault holds. Names and kids come out of it, and a hash of ciphertext; it
 * opens nothing.
 *
 * @param entries the data as the API has it, in Base64 once more, by the names of secrets
 */
record VaultContents(SortedMap<String, String> entries) {

  /** How many names a status lists. */
  private static final int MOST_NAMES = 1000;

  VaultContents {
    entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
  }

  /**
   * Of a Secret. A key that is no name of a secret counts for nothing.
   *
   * @param secret null when there is none
   */
  static VaultContents of(@Nullable Secret secret) {
    var entries = new TreeMap<String, String>();
    if (secret != null && secret.getData() != null) {
      secret
          .getData()
          .forEach((name, value) -> {
            if (SecretAddress.isName(name)) {
              entries.put(name, value);
            }
          });
    }
    return new VaultContents(entries);
  }

  /** The names as a status lists them. */
  List<String> names() {
    return entries.keySet().stream().limit(MOST_NAMES).toList();
  }

  boolean has(String name) {
    return entries.containsKey(name);
  }

  /** The key that a secret is sealed for; empty when it is not there, or not sealed. */
  Optional<String> kid(String name) {
    String entry = entries.get(name);
    if (entry == null) {
      return Optional.empty();
    }
    try {
      String text = new String(Base64.getDecoder().decode(entry), StandardCharsets.UTF_8);
      return Optional.of(Sealed.parse(text).kid());
    } catch (VaultRefused | IllegalArgumentException notSealed) {
      return Optional.empty();
    }
  }

  /** A hash of the ciphertext of some secrets: it tells that one of them was set again. */
  String checksum(Set<String> names) {
    var text = new StringBuilder();
    entries.forEach((name, entry) -> {
      if (names.contains(name)) {
        text.append(name).append('=').append(entry).append('\n');
      }
    });
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(text.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** How many, so that nothing of an entry is ever printed. */
  @Override
  public String toString() {
    return "VaultContents" + entries.keySet();
  }
}
