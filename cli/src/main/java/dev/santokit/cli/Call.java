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
import dev.santokit.cli.project.ProjectLocation;
import dev.santokit.cli.terminal.CommandFailure;
import dev.santokit.cli.terminal.ExitCode;
import dev.santokit.cli.terminal.Terminal;
import dev.santokit.project.quantity.Durations;
import java.io.IOException;
import java.net.URI;
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
          "The server. Default: the stk dev that runs in this project, else "
              + Servers.DEFAULT_URL
              + ".")
  @Nullable String url;

  @Mixin Bearer bearer = new Bearer();

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
    String server = server();
    Duration wait =
        Durations.parse(timeout)
            .orElseThrow(() -> CommandFailure.usage("--timeout is " + Durations.GRAMMAR, null));
    Map<String, String> headers = new LinkedHashMap<>();
    bearer.of(terminal).ifPresent(token -> headers.put("Authorization", "Bearer " + token));
    terminal.result(
        Servers.ask(
            server,
            timeout,
            http -> http.post(URI.create(server + "/call"), headers, request.toString(), wait)));
    return ExitCode.DONE.number();
  }

  private ObjectNode parameters() throws IOException {
    if (params != null && !param.isEmpty()) {
      throw CommandFailure.usage("--param and --params together", "use one of them");
    }
    if ("-".equals(params) && bearer.takesInput()) {
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

  private String server() {
    return Servers.address(
        Optional.ofNullable(url)
            .or(() -> ProjectLocation.nearest(terminal.workingDirectory()).flatMap(DevLock::url))
            .orElse(Servers.DEFAULT_URL));
  }
}
