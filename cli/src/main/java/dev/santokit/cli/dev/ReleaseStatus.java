package dev.santokit.cli.dev;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the server says at {@code /q/release}.
 *
 * @param active the digest of the release that it serves; empty when it serves none yet
 * @param candidate the one that it was given last and does not serve; empty when it serves it
 * @param away aliases of databases that it cannot reach
 */
record ReleaseStatus(Optional<String> active, Optional<Candidate> candidate, List<String> away) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * A release that the server was given and has not activated.
   *
   * @param error why it refuses it; empty while it is looking at it
   */
  record Candidate(String digest, Optional<String> error) {}

  /** Reads the answer; empty when it is none. */
  static Optional<ReleaseStatus> parse(String json) {
    try {
      JsonNode root = JSON.readTree(json);
      JsonNode candidate = root.path("candidate");
      return Optional.of(
          new ReleaseStatus(
              text(root.path("active").path("digest")),
              text(candidate.path("digest"))
                  .map(digest -> new Candidate(digest, text(candidate.path("error")))),
              root.path("databases")
                  .propertyStream()
                  .filter(database -> !database.getValue().path("reachable").asBoolean(true))
                  .map(Map.Entry::getKey)
                  .toList()));
    } catch (JsonProcessingException none) {
      return Optional.empty();
    }
  }

  /** Why a release is refused; empty when it is not, or not yet. */
  Optional<String> refusal(String digest) {
    return candidate.filter(c -> c.digest().equals(digest)).flatMap(Candidate::error);
  }

  private static Optional<String> text(JsonNode node) {
    return node.isTextual() ? Optional.of(node.asText()) : Optional.empty();
  }
}
