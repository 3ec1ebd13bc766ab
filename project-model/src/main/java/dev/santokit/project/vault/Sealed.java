package dev.santokit.project.vault;

import dev.santokit.project.vault.VaultRefused.Fault;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A sealed value: {@code stk1:<kid>:<base64url>}.
 *
 * @param kid the key that it is sealed for, see {@link SealingKey#kid}
 * @param content in Base64 of the URL alphabet, without padding: the encapsulated key (32 bytes),
 *     then what is sealed
 */
public record Sealed(String kid, String content) {

  private static final String VERSION = "stk1";
  private static final Pattern TEXT = Pattern.compile(VERSION + ":([0-9a-f]{8}):([A-Za-z0-9_-]+)");

  /** The shortest content: an encapsulated key of 32 bytes and a tag of 16. */
  private static final int LEAST_BYTES = 48;

  static Sealed of(String kid, byte[] bytes) {
    return new Sealed(kid, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /**
   * Reads a text; blanks and line ends around it do not count.
   *
   * @throws VaultRefused when it is not the text of a sealed value
   */
  public static Sealed parse(String text) throws VaultRefused {
    Matcher matcher = TEXT.matcher(text.strip());
    if (!matcher.matches()) {
      throw new VaultRefused(Fault.NOT_SEALED, "it is not a sealed value, stk1:<kid>:<base64url>");
    }
    Sealed sealed = new Sealed(matcher.group(1), matcher.group(2));
    if (sealed.bytes().length < LEAST_BYTES) {
      throw new VaultRefused(Fault.NOT_SEALED, "it is a sealed value of which a part is missing");
    }
    return sealed;
  }

  /** The content. */
  byte[] bytes() throws VaultRefused {
    try {
      return Base64.getUrlDecoder().decode(content);
    } catch (IllegalArgumentException notBase64) {
      throw new VaultRefused(Fault.NOT_SEALED, "it is a sealed value of which a part is missing");
    }
  }

  /** The text form. */
  @Override
  public String toString() {
    return VERSION + ":" + kid + ":" + content;
  }
}
