package dev.santokit.server;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** Makes tokens, good and bad ones. */
public final class TestTokens {

  private TestTokens() {}

  /** A valid token for an hour. */
  public static String of(String id, String... roles) {
    return signed(
        "{\"sub\": \"%s\", \"roles\": [%s], \"exp\": %d}"
            .formatted(
                id,
                List.of(roles).stream().map(r -> '"' + r + '"').collect(Collectors.joining(",")),
                in(3600)));
  }

  /** Signs claims as they stand. */
  public static String signed(String claims) {
    return signed(claims, TestServer.SECRET);
  }

  /** Signs claims as they stand with a secret. */
  public static String signed(String claims, String secret) {
    try {
      var token = new JWSObject(new JWSHeader(JWSAlgorithm.HS256), new Payload(claims));
      token.sign(new MACSigner(secret.getBytes(StandardCharsets.UTF_8)));
      return token.serialize();
    } catch (JOSEException failed) {
      throw new IllegalArgumentException(failed);
    }
  }

  /** Seconds from now as claims count them. */
  public static long in(long seconds) {
    return Instant.now().getEpochSecond() + seconds;
  }
}
