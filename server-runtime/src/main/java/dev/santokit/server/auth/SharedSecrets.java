package dev.santokit.server.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACVerifier;
import java.util.List;

/** The project's own secrets. They verify HS256 and nothing else, and only they do. */
final class SharedSecrets {

  /** Bytes: a shorter secret can be guessed. */
  private static final int SHORTEST = 32;

  private static final JWSHeader HS256 = new JWSHeader(JWSAlgorithm.HS256);

  private final List<MACVerifier> verifiers;

  /**
   * Of a project.
   *
   * @param secrets the current one first, then previous ones; without any, nothing is signed
   * @throws IllegalArgumentException when a secret is shorter than 32 bytes
   */
  SharedSecrets(List<byte[]> secrets) {
    this.verifiers = secrets.stream().map(SharedSecrets::verifier).toList();
  }

  private static MACVerifier verifier(byte[] secret) {
    if (secret.length < SHORTEST) {
      throw new IllegalArgumentException(
          "the secret of tokens has " + secret.length + " bytes, and needs at least " + SHORTEST);
    }
    try {
      return new MACVerifier(secret);
    } catch (JOSEException tooShort) {
      throw new IllegalArgumentException("the secret of tokens is unusable", tooShort);
    }
  }

  /** Whether one of them signed it. */
  boolean signed(CompactToken token) {
    if (!token.algorithm().equals(JWSAlgorithm.HS256.getName())) {
      return false;
    }
    for (MACVerifier verifier : verifiers) {
      if (isBy(verifier, token)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isBy(MACVerifier verifier, CompactToken token) {
    try {
      return verifier.verify(HS256, token.signed(), token.signature());
    } catch (JOSEException unverifiable) {
      return false;
    }
  }
}
