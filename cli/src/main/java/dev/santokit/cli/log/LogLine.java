package dev.santokit.cli.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;

/**
 * A line of the server's log.
 *
 * @param level {@code INFO}, {@code WARN}, {@code ERROR} …
 * @param logger who says it
 * @param message what it says; that of a function begins with its path
 * @param stack of a failure, empty when there is none
 * @param function the path of the function that it is about, empty when it is about none
 * @param request the id of the request that it is about, empty when it is about none
 */
public record LogLine(
    String level, String logger, String message, String stack, String function, String request) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Reads a line; empty when it is no JSON object, as before the log is set up. */
  public static Optional<LogLine> parse(String line) {
    if (!line.startsWith("{")) {
      return Optional.empty();
    }
    try {
      JsonNode json = JSON.readTree(line);
      JsonNode about = json.path("mdc");
      return Optional.of(
          new LogLine(
              json.path("level").asText("INFO"),
              json.path("loggerName").asText(""),
              json.path("message").asText(""),
              json.path("stackTrace").asText(""),
              about.path("function").asText(""),
              about.path("requestId").asText("")));
    } catch (JsonProcessingException noJson) {
      return Optional.empty();
    }
  }
}
