package dev.santokit.server.auth;

import com.fasterxml.jackson.databind.JsonNode;
import dev.santokit.server.call.Caller;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a token says.
 *
 * @param json an object
 */
record Claims(JsonNode json) {

  /** Where tokens of our own have their roles. */
  static final String OWN_ROLES = "roles";

  private static final int LONGEST = 1024;
  private static final int MOST_ROLES = 100;

  /** Roles of the server itself, which no token can give. */
  private static final String SERVERS_ROLES = "santokit:";

  /** A claim is not what it must be. */
  static final class Unusable extends Exception {
    Unusable() {
      super(null, null, false, false);
    }
  }

  /**
   * Seconds of the epoch.
   *
   * @throws Unusable when there is none
   */
  double expires() throws Unusable {
    return number(json.path("exp"));
  }

  /**
   * Seconds of the epoch; 0 when it does not say.
   *
   * @throws Unusable when it is no number
   */
  double notBefore() throws Unusable {
    JsonNode notBefore = json.path("nbf");
    return isAbsent(notBefore) ? 0 : number(notBefore);
  }

  private static double number(JsonNode claim) throws Unusable {
    if (!claim.isNumber()) {
      throw new Unusable();
    }
    return claim.doubleValue();
  }

  /**
   * Who made it; null when it does not say.
   *
   * @throws Unusable when it is no text
   */
  @Nullable String issuer() throws Unusable {
    return text(json.path("iss"));
  }

  /** Whether it says whom it is for. */
  boolean hasAudience() {
    return !isAbsent(json.path("aud"));
  }

  /** Whether it says that it is for one of these. */
  boolean isFor(Collection<String> audience) {
    JsonNode claim = json.path("aud");
    if (!claim.isArray()) {
      return claim.isTextual() && audience.contains(claim.textValue());
    }
    for (JsonNode one : claim) {
      if (one.isTextual() && audience.contains(one.textValue())) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whom it is about.
   *
   * @param rolesClaim the name of the claim with the roles, or a path of names with dots between;
   *     null for no roles, whatever the token says
   * @throws Unusable when it names nobody, or a claim is too long or no text for a database
   */
  Caller.User user(@Nullable String rolesClaim) throws Unusable {
    return new Caller.User(
        id(), text(json.path("email")), rolesClaim == null ? List.of() : roles(found(rolesClaim)));
  }

  private String id() throws Unusable {
    JsonNode id = isAbsent(json.path("sub")) ? json.path("id") : json.path("sub");
    String text = id.isIntegralNumber() ? id.asText() : text(id);
    if (text == null || text.isEmpty()) {
      throw new Unusable();
    }
    return text;
  }

  /** A name with dots in it is a name first: many providers name claims by URLs. */
  private JsonNode found(String claim) {
    if (json.has(claim)) {
      return json.path(claim);
    }
    JsonNode found = json;
    for (String name : claim.split("\\.", -1)) {
      found = found.path(name);
    }
    return found;
  }

  private static List<String> roles(JsonNode claim) throws Unusable {
    if (isAbsent(claim)) {
      return List.of();
    }
    if (!claim.isArray() || claim.size() > MOST_ROLES) {
      throw new Unusable();
    }
    List<String> roles = new ArrayList<>(claim.size());
    for (JsonNode item : claim) {
      String role = text(item);
      if (role == null) {
        throw new Unusable();
      }
      if (!role.startsWith(SERVERS_ROLES)) {
        roles.add(role);
      }
    }
    return roles;
  }

  private static @Nullable String text(JsonNode claim) throws Unusable {
    if (isAbsent(claim)) {
      return null;
    }
    if (!claim.isTextual() || !isStorable(claim.textValue())) {
      throw new Unusable();
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
        && text.getBytes(StandardCharsets.UTF_8).length <= LONGEST;
  }

  private static boolean isAbsent(JsonNode claim) {
    return claim.isMissingNode() || claim.isNull();
  }
}
