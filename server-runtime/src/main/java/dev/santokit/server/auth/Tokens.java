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
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
  private static final int LONGEST_KNOWN = 2 * 1024;
  private static final int MOST_KNOWN = 4_000;
  private static final int LONGEST_CLAIM = 1024;
  private static final int MOST_ROLES = 100;
  private static final long SKEW_SECONDS = 30;

  /** Roles of the server itself, which no token can give. */
  private static final String OWN_ROLES = "santokit:";

  private final List<MACVerifier> verifiers;
  private final Map<String, Verified> known = new ConcurrentHashMap<>();
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
    String token = header.substring(SCHEME.length()).strip();
    Verified verified = known.get(token);
    if (verified == null || !verified.project.equals(project)) {
      verified = verified(claims(token), project);
      remember(token, verified);
    }
    verified.checkTime(clock.millis() / 1000.0);
    return verified.user;
  }

  /** Most calls come with a token that came before. */
  private void remember(String token, Verified verified) {
    if (token.length() > LONGEST_KNOWN) {
      return;
    }
    if (known.size() >= MOST_KNOWN) {
      known.clear();
    }
    known.put(token, verified);
  }

  /**
   * What a token says whose signature holds. Only time can take it back.
   *
   * @param expires seconds of the epoch
   * @param notBefore seconds of the epoch
   */
  private record Verified(Caller.User user, String project, double expires, double notBefore) {

    void checkTime(double now) {
      if (expires <= now) {
        throw refused("The token has expired");
      }
      if (notBefore > now + SKEW_SECONDS) {
        throw refused("The token is not valid yet");
      }
    }
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

  private static Verified verified(JsonNode claims, String project) {
    JsonNode expires = claims.path("exp");
    JsonNode notBefore = claims.path("nbf");
    JsonNode issuer = claims.path("iss");
    JsonNode audience = claims.path("aud");
    boolean valid =
        expires.isNumber()
            && (isAbsent(notBefore) || notBefore.isNumber())
            && (isAbsent(issuer) || issuer.asText().equals(project))
            && (isAbsent(audience) || names(audience, project));
    if (!valid) {
      throw invalid();
    }
    var user = new Caller.User(id(claims), text(claims.path("email")), roles(claims.path("roles")));
    return new Verified(user, project, expires.doubleValue(), notBefore.doubleValue());
  }

  private static boolean names(JsonNode audience, String project) {
    if (!audience.isArray()) {
      return audience.isTextual() && audience.textValue().equals(project);
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
