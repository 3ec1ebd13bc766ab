package dev.santokit.project.vault;

/** A vault cannot do what was asked. What it says names secrets and keys, and holds no value. */
public final class VaultRefused extends Exception {

  /** The kinds of refusal. */
  public enum Fault {
    /** A text is not a sealed value. */
    NOT_SEALED,
    /** A value is sealed for a key that the keyset does not have. */
    SEALED_FOR_ANOTHER_KEY,
    /** A sealed value was changed, or was sealed for another name, project or namespace. */
    NOT_INTACT,
    /** A value is too large for a vault. */
    TOO_LARGE,
    /** A text is not a public key. */
    NO_PUBLIC_KEY,
    /** A text is not a keyset. */
    NO_KEYSET
  }

  private final Fault fault;

  VaultRefused(Fault fault, String what) {
    super(what, null, false, false);
    this.fault = fault;
  }

  /** What kind it is. */
  public Fault fault() {
    return fault;
  }

  /** One line that says what is wrong. */
  public String what() {
    return String.valueOf(getMessage());
  }
}
