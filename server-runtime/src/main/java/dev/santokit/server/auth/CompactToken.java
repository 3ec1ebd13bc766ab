package dev.santokit.server.auth;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.util.Base64URL;
import dev.santokit.server.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a signed token, as it stands: nothing of it is true yet. Keys and addresses of keys
 * that a header carries are not even read.
 *
 * @param algorithm what the header says it was signed with
 * @param kid which key the header says it was signed with; null when it does not
 * @param signed what the signature is of
 */
@SuppressWarnings("ArrayRecordComponent") // read once, right after it was made
record CompactToken(
    String algorithm, @Nullable String kid, byte[] signed, Base64URL signature, JsonNode claims) {

  /** Far more than identity providers give out; a larger one is an attack. */
  private static final int LONGEST = 16 * 1024;

  /** Reads one; empty when the text is none, or asks for what nobody here understands. */
  static Optional<CompactToken> parse(String token) {
    if (token.length() > LONGEST) {
      return Optional.empty();
    }
    String[] parts = token.split("\\.", -1);
    if (parts.length != 3 || parts[2].isEmpty() || decoded(parts[2]).isEmpty()) {
      return Optional.empty();
    }
    Optional<JsonNode> header = decoded(parts[0]).flatMap(StrictJson::read);
    Optional<JsonNode> claims = decoded(parts[1]).flatMap(StrictJson::read);
    if (header.isEmpty() || claims.isEmpty() || !claims.get().isObject()) {
      return Optional.empty();
    }
    JsonNode algorithm = header.get().path("alg");
    JsonNode kid = header.get().path("kid");
    if (!algorithm.isTextual()
        || !(kid.isMissingNode() || kid.isTextual())
        || header.get().has("crit")) {
      return Optional.empty();
    }
    return Optional.of(
        new CompactToken(
            algorithm.textValue(),
            kid.textValue(),
            token.substring(0, token.lastIndexOf('.')).getBytes(StandardCharsets.US_ASCII),
            new Base64URL(parts[2]),
            claims.get()));
  }

  /** The bytes, when the text is the one way to write them: no padding, no stray bits. */
  private static Optional<byte[]> decoded(String part) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(part);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(part)
          ? Optional.of(bytes)
          : Optional.empty();
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }
}
