package dev.santokit.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.santokit.cli.project.ProjectLocation;
import dev.santokit.cli.terminal.CommandFailure;
import dev.santokit.cli.terminal.ExitCode;
import dev.santokit.cli.terminal.Terminal;
import dev.santokit.cli.token.Hs256;
import dev.santokit.cli.token.SecretsFile;
import dev.santokit.project.quantity.Durations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stk token}. */
@Command(
    name = "token",
    description = "Print a token that the project's server takes, for trying things out.",
    footer = {
      "",
      "It is signed with JWT_SECRET of the project's .stk/secrets.env.",
      "",
      "Example: export STK_TOKEN=$(stk token --sub 42 --role admin)",
      "         stk token --sub 42 --secret-stdin < secret.txt"
    })
final class Token implements Callable<Integer> {

  private static final String SECRET = "JWT_SECRET";

  private final Terminal terminal;

  @Mixin Common common = new Common();

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      description = "The project. Default: the nearest folder upwards with stk.config.json.")
  @Nullable Path dir;

  @Option(
      names = "--sub",
      paramLabel = "ID",
      defaultValue = "dev",
      description = "The user's id, which SQL sees as :user_id. Default: ${DEFAULT-VALUE}.")
  String sub = "dev";

  @Option(names = "--email", description = "The user's address.")
  @Nullable String email;

  @Option(names = "--role", description = "A role; may be repeated.")
  List<String> role = new ArrayList<>();

  @Option(
      names = "--expires-in",
      paramLabel = "DURATION",
      defaultValue = "1d",
      description = "How long it holds. Default: ${DEFAULT-VALUE}.")
  String expiresIn = "1d";

  @Option(names = "--secret-stdin", description = "Read the secret from standard input.")
  boolean secretStdin;

  Token(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Duration life =
        Durations.parse(expiresIn)
            .orElseThrow(() -> CommandFailure.usage("--expires-in is " + Durations.GRAMMAR, null));
    terminal.result(Hs256.sign(claims(Instant.now(), life), secret()));
    return ExitCode.DONE.number();
  }

  private ObjectNode claims(Instant now, Duration life) {
    ObjectNode claims = JsonNodeFactory.instance.objectNode().put("sub", sub);
    if (email != null) {
      claims.put("email", email);
    }
    role.forEach(claims.putArray("roles")::add);
    return claims.put("iat", now.getEpochSecond()).put("exp", now.plus(life).getEpochSecond());
  }

  private String secret() throws IOException {
    String secret =
        secretStdin
            ? new String(terminal.in().readAllBytes(), StandardCharsets.UTF_8).strip()
            : ofProject();
    int bytes = secret.getBytes(StandardCharsets.UTF_8).length;
    if (bytes < Hs256.SHORTEST_SECRET_BYTES) {
      throw CommandFailure.failed(
          "the secret has %d bytes; a server takes one of at least %d"
              .formatted(bytes, Hs256.SHORTEST_SECRET_BYTES),
          null);
    }
    return secret;
  }

  private String ofProject() {
    Path folder = ProjectLocation.find(terminal.workingDirectory(), dir);
    SecretsFile secrets = SecretsFile.of(folder);
    return secrets
        .value(SECRET)
        .orElseThrow(() ->
            CommandFailure.failed(
                SECRET + " is not in " + secrets.path(),
                "stk dev makes one where the project's config/auth.yaml names it"));
  }
}
