package dev.santokit.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.santokit.cli.dev.DevLock;
import dev.santokit.cli.http.Http;
import dev.santokit.cli.project.ProjectLocation;
import dev.santokit.cli.terminal.CommandFailure;
import dev.santokit.cli.terminal.ExitCode;
import dev.santokit.cli.terminal.Terminal;
import dev.santokit.project.quantity.Durations;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stk call}. */
@Command(
    name = "call",
    description = "Call a function and print what it answers.",
    footer = {
      "",
      "A value that reads as a JSON number, true, false, null, list or object is sent as that, any other as a"
          + " string. A string that looks like one of them goes in quotes: -p 'code=\"0042\"'.",
      "",
      "Example: stk call products/list -p limit=5",
      "         stk call orders/mine --token - < token.txt"
    })
final class Call implements Callable<Integer> {

  private static final String DEFAULT_URL = "http://127.0.0.1:8080";

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private final Terminal terminal;

  @Mixin Common common = new Common();

  @Parameters(paramLabel = "PATH", description = "The function's path: products/list.")
  String path = "";

  @Option(
      names = {"-p", "--param"},
      paramLabel = "NAME=VALUE",
      description = "One parameter; may be repeated.")
  Map<String, String> param = new LinkedHashMap<>();

  @Option(
      names = "--params",
      paramLabel = "JSON",
      description = "All parameters as a JSON object; - reads it from standard input.")
  @Nullable String params;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description =
          "The server. Default: the stk dev that runs in this project, else " + DEFAULT_URL + ".")
  @Nullable String url;

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      description = "Who calls; - reads it from standard input. Default: $STK_TOKEN.")
  @Nullable String token;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      defaultValue = "30s",
      description = "How long to wait. Default: ${DEFAULT-VALUE}.")
  String timeout = "30s";

  Call(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    ObjectNode request = JsonNodeFactory.instance.objectNode().put("path", path);
    request.set("params", parameters());
    URI server = server();
    Map<String, String> headers = new LinkedHashMap<>();
    bearer().ifPresent(bearer -> headers.put("Authorization", "Bearer " + bearer));
    Http.Answer answer = send(server, headers, request.toString());
    if (answer.status() == 200) {
      terminal.result(answer.body());
      return ExitCode.DONE.number();
    }
    throw refused(answer);
  }

  private ObjectNode parameters() throws IOException {
    if (params != null && !param.isEmpty()) {
      throw CommandFailure.usage("--param and --params together", "use one of them");
    }
    if ("-".equals(params) && "-".equals(token)) {
      throw CommandFailure.usage(
          "--params and --token both from standard input", "give the token as STK_TOKEN");
    }
    if (params != null) {
      String text =
          params.equals("-")
              ? new String(terminal.in().readAllBytes(), StandardCharsets.UTF_8)
              : params;
      return parse(text)
          .filter(JsonNode::isObject)
          .map(ObjectNode.class::cast)
          .orElseThrow(() ->
              CommandFailure.usage("--params is not a JSON object", "--params '{\"id\": 1}'"));
    }
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    param.forEach((name, text) -> object.set(name, parse(text).orElse(TextNode.valueOf(text))));
    return object;
  }

  private static Optional<JsonNode> parse(String text) {
    try {
      JsonNode value = JSON.readTree(text);
      return value.isMissingNode() ? Optional.empty() : Optional.of(value);
    } catch (JsonProcessingException noJson) {
      return Optional.empty();
    }
  }

  private URI server() {
    String address =
        Optional.ofNullable(url)
            .or(() -> ProjectLocation.nearest(terminal.workingDirectory()).flatMap(DevLock::url))
            .orElse(DEFAULT_URL);
    try {
      URI uri = new URI(address);
      if (uri.getHost() != null
          && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
        return uri;
      }
      throw CommandFailure.usage("not the address of a server: " + address, "--url " + DEFAULT_URL);
    } catch (URISyntaxException wrong) {
      throw CommandFailure.usage("not the address of a server: " + address, "--url " + DEFAULT_URL);
    }
  }

  private Optional<String> bearer() throws IOException {
    if (token == null) {
      return Optional.ofNullable(terminal.environment().get("STK_TOKEN"))
          .filter(value -> !value.isBlank())
          .map(String::strip);
    }
    if (token.equals("-")) {
      return Optional.of(new String(terminal.in().readAllBytes(), StandardCharsets.UTF_8).strip());
    }
    terminal.progress(
        "a token on the command line is seen by everyone on this machine: --token - or STK_TOKEN"
            + " keeps it");
    return Optional.of(token);
  }

  private Http.Answer send(URI server, Map<String, String> headers, String json)
      throws IOException, InterruptedException {
    Duration wait =
        Durations.parse(timeout)
            .orElseThrow(() -> CommandFailure.usage("--timeout is " + Durations.GRAMMAR, null));
    String base = server.toString().replaceAll("/+$", "");
    try (Http http = new Http()) {
      return http.post(URI.create(base + "/call"), headers, json, wait);
    } catch (HttpTimeoutException slow) {
      throw new CommandFailure(
          ExitCode.TIMED_OUT, "no answer from " + base + " within " + timeout, null, slow);
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
    JsonNode error =
        parse(answer.body())
            .map(body -> body.path("error"))
            .orElse(JsonNodeFactory.instance.objectNode());
    if (!error.path("message").isTextual()) {
      return new CommandFailure(
          code, "the server answered " + answer.status() + " without a Santokit error", null, null);
    }
    JsonNode details = error.path("details");
    return new CommandFailure(
        code,
        error.path("message").asText() + " [" + error.path("code").asText() + "]",
        (details.isMissingNode() ? "" : "details " + details + ", ")
            + "request "
            + error.path("requestId").asText("unknown"),
        null);
  }
}
