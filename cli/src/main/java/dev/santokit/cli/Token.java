package dev.santokit.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.santokit.cli.project.ProjectLocation;
import dev.santokit.cli.terminal.CommandFailure;
import dev.santokit.cli.terminal.ExitCode;
import dev.santokit.cli.terminal.ProjectInvalid;
import dev.santokit.cli.terminal.Terminal;
import dev.santokit.cli.token.Hs256;
import dev.santokit.cli.token.SecretsFile;
import dev.santokit.cli.token.SigningSecret;
import dev.santokit.project.config.Auth;
import dev.santokit.project.config.ProjectConfig;
import dev.santokit.project.config.SecretMissing;
import dev.santokit.project.file.ProjectFolder;
import dev.santokit.project.problem.Problems;
import dev.santokit.project.quantity.Durations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
      "It is signed with the secret that config/auth.yaml names, whose value stands in .stk/secrets.env.",
      "",
      "Example: export STK_TOKEN=$(stk token --sub 42 --role admin)",
      "         stk token --sub 42 --secret-stdin < secret.txt"
    })
final class Token implements Callable<Integer> {

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
      description = "How long it holds. Default: jwt.expiresIn of config/auth.yaml, else 1h.")
  @Nullable String expiresIn;

  @Option(names = "--secret-stdin", description = "Read the secret from standard input.")
  boolean secretStdin;

  Token(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Optional<Path> folder = folder();
    Optional<Auth.Jwt> jwt = folder.flatMap(Token::configured);
    Duration life = life(jwt);
    String secret =
        secretStdin
            ? new String(terminal.in().readAllBytes(), StandardCharsets.UTF_8).strip()
            : ofProject(folder.orElseThrow(), jwt);
    terminal.result(Hs256.sign(claims(Instant.now(), life), longEnough(secret)));
    return ExitCode.DONE.number();
  }

  /** The project; a secret on standard input needs none. */
  private Optional<Path> folder() {
    return secretStdin && dir == null
        ? ProjectLocation.nearest(terminal.workingDirectory())
        : Optional.of(ProjectLocation.find(terminal.workingDirectory(), dir));
  }

  private static Optional<Auth.Jwt> configured(Path folder) {
    Problems problems = new Problems();
    ProjectConfig config = ProjectConfig.read(new ProjectFolder(folder), problems);
    if (config == null) {
      throw new ProjectInvalid(folder, problems.sorted());
    }
    return Optional.ofNullable(config.auth().jwt());
  }

  private Duration life(Optional<Auth.Jwt> jwt) {
    if (expiresIn == null) {
      return jwt.map(Auth.Jwt::expiresIn).orElse(Auth.Jwt.DEFAULT_EXPIRES_IN);
    }
    return Durations.parse(expiresIn)
        .orElseThrow(() -> CommandFailure.usage("--expires-in is " + Durations.GRAMMAR, null));
  }

  private ObjectNode claims(Instant now, Duration life) {
    ObjectNode claims = JsonNodeFactory.instance.objectNode().put("sub", sub);
    if (email != null) {
      claims.put("email", email);
    }
    role.forEach(claims.putArray("roles")::add);
    return claims.put("iat", now.getEpochSecond()).put("exp", now.plus(life).getEpochSecond());
  }

  private static String longEnough(String secret) {
    int bytes = secret.getBytes(StandardCharsets.UTF_8).length;
    if (bytes < Hs256.SHORTEST_SECRET_BYTES) {
      throw CommandFailure.failed(
          "the secret has %d bytes; a server takes one of at least %d"
              .formatted(bytes, Hs256.SHORTEST_SECRET_BYTES),
          null);
    }
    return secret;
  }

  /** From where the server of {@code stk dev} has it: the file, then the environment. */
  private String ofProject(Path folder, Optional<Auth.Jwt> jwt) {
    Auth.Jwt configured =
        jwt.orElseThrow(() ->
            CommandFailure.failed(
                "the project takes no tokens: config/auth.yaml has no jwt.secret",
                "write jwt: {secret: \"${JWT_SECRET}\"} there"));
    try {
      return SigningSecret.of(folder, configured, terminal.environment());
    } catch (SecretMissing missing) {
      throw CommandFailure.failed(
          String.join(", ", missing.names()) + " is not in " + SecretsFile.of(folder).path(),
          "stk dev makes it up when it starts");
    }
  }
}
