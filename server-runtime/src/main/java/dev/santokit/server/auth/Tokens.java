package dev.santokit.server.auth;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.MACVerifier;
import dev.santokit.server.call.Caller;
import dev.santokit.server.call.Refusal;
import dev.santokit.server.call.RefusalCode;
import dev.santokit.server.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Verifies tokens that were signed with HS256 and the project's secret. The algorithm is fixed: no
 * token chooses it, so {@code none} and a public key taken for a secret have no way in.
 */
public final class Tokens {

  /** Bytes: a shorter secret can be guessed. */
  public static final int SHORTEST_SECRET = 32;

  private static final String SCHEME = "Bearer ";
  private static final int LONGEST_TOKEN = 16 * 1024;
  private static final int LONGEST_CLAIM = 1024;
  private static final int MOST_ROLES = 100;
  private static final long SKEW_SECONDS = 30;

  /** Roles of the server itself, which no token can give. */
  private static final String OWN_ROLES = "santokit:";

  private final List<MACVerifier> verifiers;
  private final InstantSource clock;

  /**
   * For a project.
   *
   * @param secrets the current one first, then previous ones; without any, every token is refused
   * @throws IllegalArgumentException when a secret is shorter than 32 bytes
   */
  public Tokens(List<byte[]> secrets, InstantSource clock) {
    this.verifiers = secrets.stream().map(Tokens::verifier).toList();
    this.clock = clock;
  }

  private static MACVerifier verifier(byte[] secret) {
    if (secret.length < SHORTEST_SECRET) {
      throw new IllegalArgumentException(
          "the secret of tokens has " + secret.length + " bytes, and needs at least 32");
    }
    try {
      return new MACVerifier(secret);
    } catch (JOSEException tooShort) {
      throw new IllegalArgumentException("the secret of tokens is unusable", tooShort);
    }
  }

  /**
   * Who asks.
   *
   * @param authorization values of the Authorization header; empty is anonymous
   * @param project what {@code iss} and {@code aud} name when they are there
   * @throws Refusal AUTHENTICATION_ERROR for anything else than one valid token
   */
  public Caller verify(List<String> authorization, String project) {
    if (authorization.isEmpty()) {
      return new Caller.Anonymous();
    }
    String header = authorization.getFirst();
    if (authorization.size() > 1 || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      throw invalid();
    }
    return user(claims(header.substring(SCHEME.length()).strip()), project);
  }

  private JsonNode claims(String token) {
    if (token.length() > LONGEST_TOKEN) {
      throw invalid();
    }
    try {
      JWSObject signed = JWSObject.parse(token);
      if (!JWSAlgorithm.HS256.equals(signed.getHeader().getAlgorithm()) || !isOurs(signed)) {
        throw invalid();
      }
      // Read once more by our own rules: a claim that stands there twice is no claim.
      return StrictJson.read(signed.getPayload().toBytes()).orElseThrow(Tokens::invalid);
    } catch (ParseException | JOSEException | IllegalArgumentException notSigned) {
      throw invalid();
    }
  }

  private boolean isOurs(JWSObject signed) throws JOSEException {
    for (MACVerifier verifier : verifiers) {
      if (signed.verify(verifier)) {
        return true;
      }
    }
    return false;
  }

  private Caller.User user(JsonNode claims, String project) {
    checkTime(claims);
    JsonNode issuer = claims.path("iss");
    JsonNode audience = claims.path("aud");
    if (!isAbsent(issuer) && !issuer.asText().equals(project)) {
      throw invalid();
    }
    if (!isAbsent(audience) && !names(audience, project)) {
      throw invalid();
    }
    return new Caller.User(id(claims), text(claims.path("email")), roles(claims.path("roles")));
  }

  private void checkTime(JsonNode claims) {
    double now = clock.millis() / 1000.0;
    JsonNode expires = claims.path("exp");
    JsonNode notBefore = claims.path("nbf");
    if (!expires.isNumber() || (!isAbsent(notBefore) && !notBefore.isNumber())) {
      throw invalid();
    }
    if (expires.doubleValue() <= now) {
      throw refused("The token has expired");
    }
    if (notBefore.doubleValue() > now + SKEW_SECONDS) {
      throw refused("The token is not valid yet");
    }
  }

  private static boolean names(JsonNode audience, String project) {
    if (!audience.isArray()) {
      return audience.isTextual() && audience.textValue().equals(project);
    }
    if (!audience.isArray()) {
      return false;
    }
    for (JsonNode one : audience) {
      if (one.isTextual() && one.textValue().equals(project)) {
        return true;
      }
    }
    return false;
  }

  private static String id(JsonNode claims) {
    JsonNode id = isAbsent(claims.path("sub")) ? claims.path("id") : claims.path("sub");
    String text = id.isIntegralNumber() ? id.asText() : text(id);
    if (text == null || text.isEmpty()) {
      throw invalid();
    }
    return text;
  }

  private static List<String> roles(JsonNode claim) {
    if (isAbsent(claim)) {
      return List.of();
    }
    if (!claim.isArray() || claim.size() > MOST_ROLES) {
      throw invalid();
    }
    List<String> roles = new ArrayList<>(claim.size());
    for (JsonNode item : claim) {
      String role = text(item);
      if (role == null) {
        throw invalid();
      }
      if (!role.startsWith(OWN_ROLES)) {
        roles.add(role);
      }
    }
    return roles;
  }

  private static @Nullable String text(JsonNode claim) {
    if (isAbsent(claim)) {
      return null;
    }
    if (!claim.isTextual() || !isStorable(claim.textValue())) {
      throw invalid();
    }
    return claim.textValue();
  }

  /**
   * Whether a claim is short, and text that a database can hold: half a character would arrive
   * there as a question mark, and make two users one.
   */
  private static boolean isStorable(String text) {
    return text.indexOf('\0') < 0
        && StandardCharsets.UTF_8.newEncoder().canEncode(text)
        && text.getBytes(StandardCharsets.UTF_8).length <= LONGEST_CLAIM;
  }

  private static boolean isAbsent(JsonNode claim) {
    return claim.isMissingNode() || claim.isNull();
  }

  private static Refusal invalid() {
    return refused("The token is invalid");
  }

  private static Refusal refused(String message) {
    return Refusal.of(RefusalCode.AUTHENTICATION_ERROR, message);
  }
}
