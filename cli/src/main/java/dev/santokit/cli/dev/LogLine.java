package dev.santokit.cli.dev;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;

/**
 * A line of the server's log.
 *
 * @param level {@code INFO}, {@code WARN}, {@code ERROR} …
 * @param logger who says it
 * @param stack of a failure, empty when there is none
 */
record LogLine(String level, String logger, String message, String stack) {

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
}
