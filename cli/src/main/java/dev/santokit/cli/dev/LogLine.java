package dev.santokit.cli.dev;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Optional;

/**
 * A line of the server's log.
 *
 * @param level {@code INFO}, {@code WARN}, {@code ERROR} …
 * @param logger who says it
 * @param stack of a failure, empty when there is none
 */
record LogLine(String level, String logger, String message, String stack) {

  private static final List<String> OWN =
      List.of("listening on ", "serving release ", "stopping: ", "stopped");

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Reads a line; empty when it is no JSON object, as before the log is set up. */
  static Optional<LogLine> parse(String line) {
    if (!line.startsWith("{")) {
      return Optional.empty();
    }
    try {
      JsonNode json = JSON.readTree(line);
      return Optional.of(
          new LogLine(
              json.path("level").asText("INFO"),
              json.path("loggerName").asText(""),
              json.path("message").asText(""),
              json.path("stackTrace").asText("")));
    } catch (JsonProcessingException noJson) {
      return Optional.empty();
    }
  }

  /**
   * Whether dev itself says what the line says, and says it for whoever edits the files.
   *
   * @param starting whether the server does not serve yet: dev waits for its databases then
   */
  boolean isSaidByDev(boolean starting) {
    return OWN.stream().anyMatch(message::startsWith)
        || (message.startsWith("release ") && message.contains(" is not served: "))
        || (starting && message.startsWith("database "));
  }
}
