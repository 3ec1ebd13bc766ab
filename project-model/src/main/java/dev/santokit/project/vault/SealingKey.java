package dev.santokit.project.vault;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.LowLevelCryptoCaller;
import com.google.crypto.tink.hybrid.HpkeParameters;
import com.google.crypto.tink.hybrid.HpkePublicKey;
import com.google.crypto.tink.hybrid.subtle.HpkeEncrypt;
import com.google.crypto.tink.util.Bytes;
import dev.santokit.project.vault.VaultRefused.Fault;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/** The public half of a key: whoever has it can seal values and cannot open them. */
@AccessesPartialKey // the forms of keys are ours
@LowLevelCryptoCaller // and so is rotation; the registry would load 500 classes at start
public final class SealingKey {

  /** The largest value that a vault takes, in bytes of UTF-8. */
  public static final int LARGEST_VALUE = 64 * 1024;

  static final HpkeParameters PARAMETERS = parameters();

  private static final int KEY_BYTES = 32;
  private static final int KID_BYTES = 4;

  private final HpkePublicKey key;

  SealingKey(HpkePublicKey key) {
    this.key = key;
  }

  private static HpkeParameters parameters() {
    try {
      return HpkeParameters.builder()
          .setVariant(HpkeParameters.Variant.NO_PREFIX)
          .setKemId(HpkeParameters.KemId.DHKEM_X25519_HKDF_SHA256)
          .setKdfId(HpkeParameters.KdfId.HKDF_SHA256)
          .setAeadId(HpkeParameters.AeadId.AES_256_GCM)
          .build();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("these parameters fit each other", impossible);
    }
  }

  /**
   * Reads a key as a project's status shows it.
   *
   * @param text Base64 of the 32 bytes
   * @throws VaultRefused when it is no key
   */
  public static SealingKey parse(String text) throws VaultRefused {
    try {
      return of(Base64.getDecoder().decode(text.strip()));
    } catch (IllegalArgumentException notBase64) {
      throw noKey();
    }
  }

  static SealingKey of(byte[] bytes) throws VaultRefused {
    if (bytes.length != KEY_BYTES) {
      throw noKey();
    }
    try {
      return new SealingKey(HpkePublicKey.create(PARAMETERS, Bytes.copyFrom(bytes), null));
    } catch (GeneralSecurityException refused) {
      throw noKey();
    }
  }

  private static VaultRefused noKey() {
    return new VaultRefused(
        Fault.NO_PUBLIC_KEY, "a public key of a vault is 32 bytes in Base64, and this is none");
  }

  /** The key in Base64. */
  public String text() {
    return Base64.getEncoder().encodeToString(key.getPublicKeyBytes().toByteArray());
  }

  /** What it is called: the first 8 hexadecimal digits of the key's SHA-256. */
  public String kid() {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(key.getPublicKeyBytes().toByteArray());
      return HexFormat.of().formatHex(hash, 0, KID_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /**
   * Seals a value. Twice the same value gives two texts.
   *
   * @param address where alone it will open
   * @throws VaultRefused when the value is larger than {@link #LARGEST_VALUE}, or no value can be
   *     sealed for this key
   */
  public Sealed seal(SecretAddress address, String value) throws VaultRefused {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > LARGEST_VALUE) {
      throw new VaultRefused(
          Fault.TOO_LARGE,
          "%s has %d bytes; a vault takes values of at most 64 KiB (%d bytes)"
              .formatted(address.name(), bytes.length, LARGEST_VALUE));
    }
    try {
      return Sealed.of(kid(), HpkeEncrypt.create(key).encrypt(bytes, address.bound()));
    } catch (GeneralSecurityException refused) {
      throw noKey();
    }
  }

  @Override
  public String toString() {
    return text();
  }
}
