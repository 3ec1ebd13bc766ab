package dev.santokit.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.santokit.cli.http.Http;
import dev.santokit.cli.terminal.CommandFailure;
import dev.santokit.cli.terminal.ExitCode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpTimeoutException;

/** Servers as commands ask them: where they are, and what it means that they refuse. */
final class Servers {

  static final String DEFAULT_URL = "http://127.0.0.1:8080";

  private static final ObjectMapper JSON = new ObjectMapper();

  private Servers() {}

  /** A request. */
  interface Request {
    Http.Answer send(Http http) throws IOException, InterruptedException;
  }

  /**
   * The address of a server, without a slash at its end.
   *
   * @throws CommandFailure when it is none
   */
  static String address(String text) {
    try {
      URI uri = new URI(text);
      if (uri.getHost() != null
          && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
        return text.replaceAll("/+$", "");
      }
      throw CommandFailure.usage("not the address of a server: " + text, "--url " + DEFAULT_URL);
    } catch (URISyntaxException wrong) {
      throw CommandFailure.usage("not the address of a server: " + text, "--url " + DEFAULT_URL);
    }
  }

  /**
   * Sends a request and gives what a server answers with 200.
   *
   * @param base its address
   * @param patience as people write it, for the message
   * @throws CommandFailure when there is no such answer
   */
  static String ask(String base, String patience, Request request)
      throws IOException, InterruptedException {
    try (Http http = new Http()) {
      Http.Answer answer = request.send(http);
      if (answer.status() == 200) {
        return answer.body();
      }
      throw refused(answer);
    } catch (HttpTimeoutException slow) {
      throw new CommandFailure(
          ExitCode.TIMED_OUT, "no answer from " + base + " within " + patience, null, slow);
    } catch (ConnectException nobody) {
      throw new CommandFailure(
          ExitCode.FAILED, "nothing listens at " + base, "start it: stk dev", nobody);
    }
  }

  /** The server's own words: code, message and the request's id for whoever reads its log. */
  private static CommandFailure refused(Http.Answer answer) {
    ExitCode code =
        switch (answer.status()) {
          case 401, 403 -> ExitCode.NOT_PERMITTED;
          case 404 -> ExitCode.NOT_FOUND;
          case 504 -> ExitCode.TIMED_OUT;
          default -> ExitCode.FAILED;
        };
    JsonNode error = error(answer.body());
    if (!error.path("message").isTextual()) {
      return new CommandFailure(
          code, "the server answered " + answer.status() + " without a Santokit error", null, null);
    }
    JsonNode details = error.path("details");
    String said = details.isMissingNode() ? "" : "details " + details + ", ";
    return new CommandFailure(
        code,
        error.path("message").asText() + " [" + error.path("code").asText() + "]",
        said + "request " + error.path("requestId").asText("unknown"),
        null);
  }

  private static JsonNode error(String body) {
    try {
      return JSON.readTree(body).path("error");
    } catch (JsonProcessingException noJson) {
      return JsonNodeFactory.instance.objectNode();
    }
  }
}
