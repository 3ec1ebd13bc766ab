package dev.santokit.server.auth;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.Ed25519Verifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import dev.santokit.server.json.StrictJson;
import java.io.IOException;
import java.text.ParseException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The public keys of an issuer at one time, for the algorithms that the project allows it. A key is
 * bound to its algorithm here and not by the token: nothing but what stands in this set is ever
 * tried, and no secret does.
 */
final class KeySet {

  private static final int MOST_KEYS = 100;
  private static final int SMALLEST_RSA = 2048;
  private static final int LARGEST_RSA = 8192;

  private static final Set<String> RSA =
      Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512");
  private static final Set<String> ED25519 = Set.of("EdDSA");
  private static final Map<Curve, String> BY_CURVE =
      Map.of(Curve.P_256, "ES256", Curve.P_384, "ES384", Curve.P_521, "ES512");

  /** Which key a token asks for; one without a kid is found under null. */
  private record Name(@Nullable String kid, String algorithm) {}

  /** A key that verifies signatures of one algorithm. */
  private record Key(JWSHeader header, JWSVerifier verifier) {}

  private final Map<Name, Key> keys = new HashMap<>();

  /** Algorithms of several keys: a token that does not say which of them signed it has no key. */
  private final Set<Name> ambiguous = new HashSet<>();

  private KeySet() {}

  /**
   * Reads a JWK set. Keys of other kinds and for other purposes are passed over, since issuers
   * publish them beside those that sign.
   *
   * @param algorithms the ones that are allowed
   * @throws IOException when it is no JWK set, or no key of it can be used
   */
  static KeySet parse(byte[] body, Collection<String> algorithms) throws IOException {
    JsonNode listed = StrictJson.read(body).map(set -> set.path("keys")).orElse(null);
    if (listed == null || !listed.isArray()) {
      throw new IOException("the keys are no JWK set");
    }
    if (listed.size() > MOST_KEYS) {
      throw new IOException("there are more than " + MOST_KEYS + " keys");
    }
    var set = new KeySet();
    for (JsonNode one : listed) {
      Optional<JWK> key = signing(one);
      if (key.isPresent()) {
        set.add(key.get(), algorithms);
      }
    }
    set.keys.keySet().removeAll(set.ambiguous);
    if (set.keys.isEmpty()) {
      throw new IOException("none of the keys can be used for " + String.join(", ", algorithms));
    }
    return set;
  }

  private static Optional<JWK> signing(JsonNode json) {
    try {
      JWK key = JWK.parse(json.toString());
      Set<KeyOperation> operations = key.getKeyOperations();
      boolean signs =
          (key.getKeyUse() == null || KeyUse.SIGNATURE.equals(key.getKeyUse()))
              && (operations == null || operations.contains(KeyOperation.VERIFY));
      return signs ? Optional.ofNullable(key.toPublicJWK()) : Optional.empty();
    } catch (ParseException | IllegalArgumentException | IllegalStateException other) {
      return Optional.empty();
    }
  }

  private void add(JWK key, Collection<String> allowed) {
    for (String algorithm : algorithms(key)) {
      boolean bound = key.getAlgorithm() == null || key.getAlgorithm().getName().equals(algorithm);
      if (bound && allowed.contains(algorithm)) {
        add(key, algorithm);
      }
    }
  }

  private void add(JWK key, String algorithm) {
    JWSVerifier verifier;
    try {
      verifier = verifier(key);
    } catch (JOSEException weak) {
      return; // as one of a kind that nobody knows
    }
    var named = new Key(new JWSHeader(JWSAlgorithm.parse(algorithm)), verifier);
    if (key.getKeyID() != null) {
      keys.putIfAbsent(new Name(key.getKeyID(), algorithm), named);
    }
    var nameless = new Name(null, algorithm);
    if (keys.putIfAbsent(nameless, named) != null) {
      ambiguous.add(nameless);
    }
  }

  private static JWSVerifier verifier(JWK key) throws JOSEException {
    return switch (key) {
      case RSAKey rsa -> new RSASSAVerifier(rsa);
      case ECKey elliptic -> new ECDSAVerifier(elliptic);
      case OctetKeyPair pair -> new Ed25519Verifier(pair);
      default -> throw new JOSEException("no signing key: " + key.getKeyType());
    };
  }

  /** What a key can verify, whatever the issuer says of it. */
  private static Collection<String> algorithms(JWK key) {
    return switch (key) {
      case RSAKey rsa when rsa.size() >= SMALLEST_RSA && rsa.size() <= LARGEST_RSA -> RSA;
      case ECKey elliptic ->
          Optional.ofNullable(BY_CURVE.get(elliptic.getCurve())).map(List::of).orElse(List.of());
      case OctetKeyPair pair when Curve.Ed25519.equals(pair.getCurve()) -> ED25519;
      default -> List.of();
    };
  }

  /** Whether the key that a token asks for is here. */
  boolean has(CompactToken token) {
    return keys.containsKey(new Name(token.kid(), token.algorithm()));
  }

  /** Whether the key that a token asks for is here and signed it. */
  boolean signed(CompactToken token) {
    Key key = keys.get(new Name(token.kid(), token.algorithm()));
    try {
      return key != null && key.verifier.verify(key.header, token.signed(), token.signature());
    } catch (JOSEException unverifiable) {
      return false;
    }
  }
}
