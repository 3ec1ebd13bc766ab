package dev.santokit.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.santokit.cli.cluster.Cluster;
import dev.santokit.cli.cluster.Target;
import dev.santokit.cli.dev.BriefServer;
import dev.santokit.cli.dev.DevLock;
import dev.santokit.cli.dev.ServerJar;
import dev.santokit.cli.overview.Lookup;
import dev.santokit.cli.project.ProjectLocation;
import dev.santokit.cli.project.ProjectReading;
import dev.santokit.cli.sync.Declarations;
import dev.santokit.cli.sync.TypesFile;
import dev.santokit.cli.terminal.CommandFailure;
import dev.santokit.cli.terminal.ExitCode;
import dev.santokit.cli.terminal.ProjectInvalid;
import dev.santokit.cli.terminal.Terminal;
import dev.santokit.cli.token.Hs256;
import dev.santokit.cli.token.SigningSecret;
import dev.santokit.crds.bundle.Bundles;
import dev.santokit.crds.project.Projects;
import dev.santokit.project.Project;
import dev.santokit.project.api.Api;
import dev.santokit.project.config.Auth;
import dev.santokit.project.config.ProjectConfig;
import dev.santokit.project.config.SecretMissing;
import dev.santokit.project.logic.LogicFunction;
import dev.santokit.project.logic.LogicType;
import dev.santokit.project.permissions.Permissions;
import dev.santokit.project.problem.Problems;
import dev.santokit.project.release.Release;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stk sync}. */
@Command(
    name = "sync",
    description = "Write the types of a project's functions for @santokit/client.",
    footer = {
      "",
      "Reads the project's files, or asks a cluster (--cluster) or a server (--url). What functions in SQL"
          + " answer only a database knows: that of the stk dev that runs in this project, or the one behind"
          + " --db-url; without one it is unknown, but for functions that say it themselves (returns).",
      "",
      "The types go to codegen.output of stk.config.json, by default .stk/santokit-env.d.ts, which"
          + " tsconfig.json must include.",
      "",
      "Example: stk sync my-app",
      "         stk sync --url https://api.example.com --token - < token.txt",
      "         stk sync --check"
    })
final class Sync implements Callable<Integer> {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration WAIT = Duration.ofSeconds(30);
  private static final Duration LONGEST_DELAY = Duration.ofSeconds(5);
  private static final long PAUSE_MILLIS = 50;

  private final Terminal terminal;

  @Mixin Common common = new Common();

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      description = "The project. Default: the nearest folder upwards with stk.config.json.")
  @Nullable Path dir;

  @Option(names = "--cluster", description = "Take the functions that the project has there.")
  boolean cluster;

  @Mixin Target target = new Target();

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "Take the functions that this server serves; it wants a token.")
  @Nullable String url;

  @Mixin Bearer bearer = new Bearer();

  @Option(
      names = "--db-url",
      paramLabel = "[ALIAS=]URL",
      description =
          "Ask this Postgres what functions answer: postgres://user:password@host/database; - reads it"
              + " from standard input. May be repeated, one for an alias.")
  List<String> dbUrl = new ArrayList<>();

  @Option(
      names = "--check",
      description = "Write nothing; end with 1 when the file is not as it should be.")
  boolean check;

  @Option(names = "--dry-run", description = "Print the types instead of writing them.")
  boolean dryRun;

  Sync(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (url != null && (cluster || !dbUrl.isEmpty())) {
      throw CommandFailure.usage(
          "--url asks a server, which knows its database: neither --cluster nor --db-url go with it",
          null);
    }
    Path folder = ProjectLocation.find(terminal.workingDirectory(), dir);
    TypesFile file = TypesFile.of(folder, place(folder));
    Declarations declarations = Declarations.of(api(folder));
    declarations.notices().forEach(terminal::progress);
    if (dryRun) {
      terminal.document(declarations.text());
      return ExitCode.DONE.number();
    }
    String count = count(declarations.functions());
    if (file.says(declarations)) {
      terminal.result("unchanged  " + file.shown() + "  " + count);
      return ExitCode.DONE.number();
    }
    if (check) {
      throw CommandFailure.failed(
          file.shown() + " is not what the functions are", "write it anew: stk sync");
    }
    file.write(declarations);
    terminal.result("wrote  " + file.shown() + "  " + count);
    return ExitCode.DONE.number();
  }

  private static String count(int functions) {
    return functions == 1 ? "1 function" : functions + " functions";
  }

  private static String place(Path folder) {
    Problems problems = new Problems();
    String types = Project.types(folder, problems);
    if (types == null) {
      throw new ProjectInvalid(folder, problems.sorted());
    }
    return types;
  }

  private Api api(Path folder) throws IOException, InterruptedException {
    if (url != null) {
      String token =
          bearer
              .of(terminal)
              .orElseThrow(() ->
                  CommandFailure.usage(
                      "a server tells its functions to whoever shows a token",
                      "--token - or STK_TOKEN; for stk dev, stk token makes one"));
      return manifest(Servers.address(url), token);
    }
    return cluster ? ofCluster() : ofFiles(folder);
  }

  private Api ofFiles(Path folder) throws IOException, InterruptedException {
    Project project = ProjectReading.of(folder).orThrow().project();
    Release release = release(project.id(), project.functions(), project.permissions());
    if (!dbUrl.isEmpty()) {
      return described(release, project.config());
    }
    Api api = Api.of(release);
    if (!needsDatabase(project.functions())) {
      return api;
    }
    Optional<String> dev = DevLock.url(folder);
    Auth.Jwt jwt = project.config().auth().jwt();
    if (dev.isPresent() && jwt != null) {
      return ofDev(dev.get(), devToken(folder, jwt), release.digest());
    }
    terminal.progress(
        dev.isPresent()
            ? "what functions in SQL answer is unknown: stk dev tells it to whoever shows a token,"
                + " and config/auth.yaml has no jwt.secret"
            : "what functions in SQL answer is unknown: start stk dev in this project, or name a"
                + " database with --db-url");
    return api;
  }

  private static boolean needsDatabase(List<LogicFunction> functions) {
    return functions.stream()
        .anyMatch(function ->
            function.type() == LogicType.SQL
                && !function.path().isPrivate()
                && function.config().returns() == null);
  }

  private Api ofCluster() throws IOException, InterruptedException {
    String name = target.project(terminal, dir);
    try (Cluster connected = target.connect(terminal)) {
      Problems problems = new Problems();
      ProjectConfig config = Projects.config(Lookup.get(connected, name), problems);
      List<LogicFunction> functions = new ArrayList<>();
      for (var bundle : Lookup.bundles(connected, name)) {
        LogicFunction function = Bundles.function(bundle, null, problems);
        if (function != null) {
          functions.add(function);
        }
      }
      if (config == null || problems.hasErrors()) {
        problems.sorted().forEach(problem -> terminal.progress(problem.toString()));
        throw CommandFailure.failed(
            name + " in namespace " + connected.namespace() + " has errors",
            "stk status says more");
      }
      Release release = release(name, functions, Permissions.NONE);
      if (!dbUrl.isEmpty()) {
        return described(release, config);
      }
      if (needsDatabase(functions)) {
        terminal.progress(
            "what functions in SQL answer is unknown: name a database with --db-url, or ask the"
                + " server with --url");
      }
      return Api.of(release);
    }
  }

  private static Release release(
      String project, List<LogicFunction> functions, Permissions permissions) {
    return Release.of(project, 1, Instant.now(), null, functions, permissions);
  }

  private Api described(Release release, ProjectConfig config)
      throws IOException, InterruptedException {
    String home = System.getProperty("stk.home");
    Path jar = ServerJar.find(terminal.environment(), home == null ? null : Path.of(home));
    Api answered =
        BriefServer.ask(
            release,
            config,
            DatabaseUrls.byAlias(urls()),
            jar,
            terminal.environment(),
            (server, secret) -> manifest(server, token(secret)));
    return Api.of(release).withColumnsOf(answered);
  }

  /**
   * What stk dev serves once it serves these files, which it does a moment after they are saved.
   */
  private Api ofDev(String server, String token, String release) throws InterruptedException {
    long end = System.nanoTime() + LONGEST_DELAY.toNanos();
    while (true) {
      Api api = manifest(server, token);
      if (api.release().equals(release)) {
        return api;
      }
      if (System.nanoTime() > end) {
        throw CommandFailure.failed(
            "stk dev does not serve what the files say", "its terminal says why");
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  private List<String> urls() throws IOException {
    List<String> urls = new ArrayList<>();
    for (String text : dbUrl) {
      urls.add(
          text.equals("-")
              ? new String(terminal.in().readAllBytes(), StandardCharsets.UTF_8).strip()
              : text);
    }
    return urls;
  }

  private String devToken(Path folder, Auth.Jwt jwt) {
    try {
      return token(SigningSecret.of(folder, jwt, terminal.environment()));
    } catch (SecretMissing missing) {
      throw CommandFailure.failed(
          String.join(", ", missing.names()) + " is not in .stk/secrets.env",
          "stk dev makes it up when it starts");
    }
  }

  private static String token(String secret) {
    return Hs256.sign(
        JsonNodeFactory.instance
            .objectNode()
            .put("sub", "stk sync")
            .put("exp", Instant.now().plus(WAIT.multipliedBy(2)).getEpochSecond()),
        secret);
  }

  private static Api manifest(String server, String token) {
    try {
      String json =
          Servers.ask(
              server,
              WAIT.toSeconds() + "s",
              http ->
                  http.get(
                      URI.create(server + "/manifest"),
                      Map.of("Authorization", "Bearer " + token),
                      WAIT));
      return Api.fromJson(JSON.readTree(json));
    } catch (JsonProcessingException | IllegalArgumentException other) {
      throw new CommandFailure(
          ExitCode.FAILED,
          "what " + server + " answers is no manifest that this stk can read",
          "is it a Santokit server, and not newer than this stk?",
          other);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
      throw CommandFailure.failed("interrupted", null);
    }
  }
}
