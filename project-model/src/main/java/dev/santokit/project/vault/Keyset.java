package dev.santokit.project.vault;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.LowLevelCryptoCaller;
import com.google.crypto.tink.hybrid.HpkePrivateKey;
import com.google.crypto.tink.hybrid.HpkePublicKey;
import com.google.crypto.tink.hybrid.subtle.HpkeDecrypt;
import com.google.crypto.tink.subtle.X25519;
import com.google.crypto.tink.util.Bytes;
import com.google.crypto.tink.util.SecretBytes;
import dev.santokit.project.vault.VaultRefused.Fault;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The private keys of a vault. Values are sealed for the primary one; the others still open what
 * was sealed before they were replaced. What it prints is the names of its keys, never a key.
 */
@AccessesPartialKey // the forms of keys are ours
@LowLevelCryptoCaller // and so is rotation; the registry would load 500 classes at start
public final class Keyset {

  /** The name of the file, and of the key of the Secret, that holds {@link #toJson}. */
  public static final String FILE = "keyset.json";

  private static final String ALGORITHM = "HPKE_X25519_HKDF_SHA256_AES_256_GCM";
  private static final int KEY_BYTES = 32;
  private static final int MOST_KEYS = 100;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  private final String primary;
  private final SequencedMap<String, HpkePrivateKey> keys;

  private Keyset(String primary, SequencedMap<String, HpkePrivateKey> keys) {
    this.primary = primary;
    this.keys = keys;
  }

  /** A keyset with one new key. */
  public static Keyset generate() {
    try {
      HpkePrivateKey key = key(X25519.generatePrivateKey());
      String kid = sealing(key).kid();
      SequencedMap<String, HpkePrivateKey> keys = new LinkedHashMap<>();
      keys.put(kid, key);
      return new Keyset(kid, keys);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("a new key fits itself", impossible);
    }
  }

  private static HpkePrivateKey key(byte[] secret) throws GeneralSecurityException {
    return HpkePrivateKey.create(
        HpkePublicKey.create(
            SealingKey.PARAMETERS, Bytes.copyFrom(X25519.publicFromPrivate(secret)), null),
        SecretBytes.copyFrom(secret, InsecureSecretKeyAccess.get()));
  }

  private static SealingKey sealing(HpkePrivateKey key) {
    return new SealingKey(key.getPublicKey());
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws VaultRefused saying what is wrong, without any part of the text
   */
  public static Keyset fromJson(String text) throws VaultRefused {
    JsonNode json;
    try {
      json = JSON.readTree(text);
    } catch (JacksonException notJson) {
      throw noKeyset("it is not JSON");
    }
    if (!ALGORITHM.equals(json.path("algorithm").textValue())) {
      throw noKeyset("its algorithm is not " + ALGORITHM);
    }
    JsonNode written = json.path("keys");
    if (written.isEmpty() || !written.isArray() || written.size() > MOST_KEYS) {
      throw noKeyset("it has no list of 1 to " + MOST_KEYS + " keys");
    }
    SequencedMap<String, HpkePrivateKey> keys = new LinkedHashMap<>();
    for (JsonNode one : written) {
      HpkePrivateKey key = key(one);
      String kid = sealing(key).kid();
      if (!kid.equals(one.path("kid").textValue())) {
        throw noKeyset("a kid is not that of its key");
      }
      keys.put(kid, key);
    }
    String primary = json.path("primary").textValue();
    if (primary == null || !keys.containsKey(primary)) {
      throw noKeyset("none of its keys is the primary one");
    }
    return new Keyset(primary, keys);
  }

  private static HpkePrivateKey key(JsonNode written) throws VaultRefused {
    String text = written.path("privateKey").textValue();
    try {
      byte[] secret = Base64.getDecoder().decode(text == null ? "" : text);
      if (secret.length != KEY_BYTES) {
        throw noKeyset("a private key is not 32 bytes in Base64");
      }
      return key(secret);
    } catch (IllegalArgumentException | GeneralSecurityException noKey) {
      throw noKeyset("a private key is not 32 bytes in Base64");
    }
  }

  private static VaultRefused noKeyset(String why) {
    return new VaultRefused(Fault.NO_KEYSET, "the keyset of the vault cannot be used: " + why);
  }

  /** The JSON form, which is as secret as the values that it opens. */
  public String toJson() {
    ObjectNode json =
        JsonNodeFactory.instance.objectNode().put("algorithm", ALGORITHM).put("primary", primary);
    ArrayNode written = json.putArray("keys");
    keys.forEach((kid, key) ->
        written
            .addObject()
            .put("kid", kid)
            .put(
                "privateKey",
                Base64.getEncoder()
                    .encodeToString(
                        key.getPrivateKeyBytes().toByteArray(InsecureSecretKeyAccess.get()))));
    return json.toString();
  }

  /**
   * This keyset with a new primary key; the keys that it has stay, and open what was sealed for
   * them.
   */
  public Keyset rotated() {
    Keyset fresh = generate();
    SequencedMap<String, HpkePrivateKey> all = new LinkedHashMap<>(fresh.keys);
    all.putAll(keys);
    return new Keyset(fresh.primary, all);
  }

  /** What new values are sealed with. */
  public SealingKey sealingKey() {
    HpkePrivateKey key = keys.get(primary);
    if (key == null) {
      throw new IllegalStateException("the primary key is one of the keys");
    }
    return sealing(key);
  }

  /** The names of its keys, see {@link SealingKey#kid}. */
  public SortedSet<String> kids() {
    return Collections.unmodifiableSortedSet(new TreeSet<>(keys.keySet()));
  }

  /**
   * Opens a value.
   *
   * @param address what it must have been sealed for
   * @throws VaultRefused when it does not open; what it says names the address
   */
  public String open(SecretAddress address, Sealed sealed) throws VaultRefused {
    HpkePrivateKey key = keys.get(sealed.kid());
    if (key == null) {
      throw new VaultRefused(
          Fault.SEALED_FOR_ANOTHER_KEY,
          "%s is sealed for the key %s, and the vault has %s: set it again"
              .formatted(address.name(), sealed.kid(), String.join(", ", kids())));
    }
    try {
      byte[] value = HpkeDecrypt.create(key).decrypt(sealed.bytes(), address.bound());
      return new String(value, StandardCharsets.UTF_8);
    } catch (GeneralSecurityException notIntact) {
      throw new VaultRefused(
          Fault.NOT_INTACT,
          "%s was changed after it was sealed, or sealed for another name, project or namespace than %s: set it again"
              .formatted(address.name(), address));
    }
  }

  /** The names of the keys. */
  @Override
  public String toString() {
    return "Keyset" + kids();
  }
}
