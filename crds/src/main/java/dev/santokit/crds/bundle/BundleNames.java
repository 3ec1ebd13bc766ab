package dev.santokit.crds.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import dev.santokit.project.logic.FunctionPath;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Stream;

/** Names of LogicBundles. */
public final class BundleNames {

  private static final int HASH_BYTES = 4;

  private BundleNames() {}

  /**
   * The name of a function's bundle: {@code shop.users.profile.get}. What a name cannot hold is
   * replaced, and 8 digits of the path's hash keep such names apart: {@code users/getByID} of
   * {@code shop} is {@code shop.users.getbyid.ec92275a}. At most 250 characters.
   */
  public static String of(String project, FunctionPath path) {
    String plain = project + "." + path.value().replace('/', '.');
    String legal =
        Stream.of(plain.split("\\.", -1))
            .map(BundleNames::label)
            .filter(label -> !label.isEmpty())
            .collect(joining("."));
    return legal.equals(plain) ? plain : legal + "." + hash(path.value());
  }

  /** Trimmed, since a part of a name neither begins nor ends with {@code -}. */
  private static String label(String segment) {
    return segment.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "-").replaceAll("^-+|-+$", "");
  }

  private static String hash(String path) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(path.getBytes(UTF_8));
      return HexFormat.of().formatHex(hash, 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
