package dev.santokit.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.santokit.project.file.ProjectFolder;
import dev.santokit.project.logic.LogicFolder;
import dev.santokit.project.network.AddressRule;
import dev.santokit.project.permissions.Permissions;
import dev.santokit.project.problem.Problems;
import dev.santokit.project.release.Release;
import dev.santokit.project.release.ReleaseFolder;
import dev.santokit.project.release.ReleaseRefused;
import dev.santokit.server.event.Events;
import dev.santokit.server.event.ServerEvent;
import dev.santokit.server.secrets.Secrets;
import dev.santokit.server.trace.Traces;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A server on a port of its own that serves functions of a test, all parts real. */
public final class TestServer implements AutoCloseable {

  public static final String SECRET = "a secret of thirty-two bytes or more";

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final Vertx VERTX = Vertx.vertx();
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<ServerEvent> events = new CopyOnWriteArrayList<>();
  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final Project files;
  private final DataPlane plane;

  private TestServer(Builder builder) {
    files = builder.files;
    if (builder.released) {
      files.write(1);
    }
    files.config(builder);
    try {
      plane =
          DataPlane.start(
              new Settings(
                  files.kv(),
                  files.kv().resolve("config.json"),
                  builder.secrets(),
                  builder.addresses,
                  "127.0.0.1",
                  0,
                  new Settings.Patience(
                      Duration.ofSeconds(2),
                      Duration.ofSeconds(1),
                      Duration.ZERO,
                      Duration.ofSeconds(5),
                      builder.slowCall,
                      builder.slowClients,
                      builder.slowClients)),
              VERTX,
              new Observing(heard(builder.listener), meters, builder.traces));
    } catch (StartRefused refused) {
      throw new IllegalStateException(refused);
    }
  }

  private Events heard(Events listener) {
    return event -> {
      events.add(event);
      listener.accept(event);
    };
  }

  /** A server without a database. */
  public static Builder withoutDatabase() {
    return new Builder(null);
  }

  public static Builder with(TestPostgres database) {
    return new Builder(database.url());
  }

  public static Builder withDatabaseAt(String url) {
    return new Builder(url);
  }

  /** The functions of a test, in files. */
  public static final class Project {
    private final Path project;
    private final Map<String, Long> revisions = new HashMap<>();

    private Project() {
      try {
        project = Files.createTempDirectory("santokit-test");
        Files.createDirectories(kv());
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }

    public Path kv() {
      return project.resolve("kv");
    }

    private void put(String file, String text) {
      try {
        Path path = project.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }

    private void put(String file, byte[] bytes) {
      try {
        Path path = project.resolve(file);
        Files.createDirectories(path.getParent());
        Files.write(path, bytes);
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }

    private void remove(String file) {
      try {
        Files.delete(project.resolve(file));
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }

    public Release release(long revision) {
      var problems = new Problems();
      var folder = new ProjectFolder(project);
      var functions = LogicFolder.read(folder, null, problems);
      Permissions permissions = Permissions.read(folder, null, problems);
      if (permissions == null || problems.hasErrors()) {
        throw new IllegalArgumentException(problems.sorted().toString());
      }
      return Release.of("shop", revision, Instant.now(), null, functions, permissions);
    }

    private void write(long revision) {
      write(kv(), release(revision));
    }

    public static void write(Path folder, Release release) {
      try {
        ReleaseFolder.write(folder, release);
      } catch (IOException | ReleaseRefused failed) {
        throw new IllegalStateException(failed);
      }
    }

    private void config(Builder builder) {
      var config = JSON.createObjectNode();
      if (builder.database != null) {
        config
            .putObject("databases")
            .putObject("main")
            .put("url", "${DATABASE_URL}")
            .putObject("pool")
            .put("max", builder.pool)
            .put("mode", builder.poolMode);
        builder.secrets.put("DATABASE_URL", builder.database);
      }
      if (builder.readUrl != null) {
        config.withObject("/databases/main").put("readUrl", "${READ_URL}");
        builder.secrets.put("READ_URL", builder.readUrl);
      }
      builder.others.forEach((alias, url) -> {
        config
            .withObject("/databases/" + alias)
            .put("url", "${" + alias.toUpperCase(Locale.ROOT) + "_URL}");
        builder.secrets.put(alias.toUpperCase(Locale.ROOT) + "_URL", url);
      });
      config.putObject("auth").putObject("jwt").put("secret", "${JWT_SECRET}");
      builder.secrets.putIfAbsent("JWT_SECRET", SECRET);
      config
          .putObject("limits")
          .put("callTimeout", builder.callTimeout.toMillis() + "ms")
          .put("maxRequestBody", builder.maxRequestBody)
          .put("bufferedBody", builder.bufferedBody);
      if (builder.maxBody != null) {
        config.withObject("/limits").put("maxBody", builder.maxBody);
      }
      if (builder.numbersAsStrings) {
        config.putObject("json").put("int8", "string").put("numeric", "string");
      }
      var egress = config.putArray("egress");
      builder.egress.forEach(host -> egress.addObject().put("host", host).put("private", true));
      builder.config.forEach((pointer, json) -> {
        int last = pointer.lastIndexOf('/');
        var parent = last == 0 ? config : config.withObject(pointer.substring(0, last));
        parent.set(pointer.substring(last + 1), json);
      });
      put("kv/config.json", config.toString());
    }
  }

  /** What the server of a test is like. */
  public static final class Builder {
    private final @Nullable String database;
    private final Map<String, String> others = new TreeMap<>(); // urls by alias
    private final Map<String, JsonNode> config = new TreeMap<>(); // further parts by pointer
    private final Project files = new Project();
    private final Map<String, String> secrets = new HashMap<>();
    private Secrets vault = name -> Optional.empty();
    private Duration callTimeout = Duration.ofSeconds(10);
    private boolean numbersAsStrings;
    private AddressRule addresses = AddressRule.ANYWHERE;
    private boolean released = true;
    private final List<String> egress = new ArrayList<>();
    private int pool = 4;
    private String poolMode = "session";
    private Duration slowCall = Duration.ofSeconds(30);
    private Traces traces = Traces.NONE;
    private Events listener = event -> {};
    private int maxRequestBody = 1 << 20;
    private Duration slowClients = Duration.ofSeconds(60);
    private int bufferedBody = 1 << 20;
    private @Nullable String maxBody;
    private @Nullable String readUrl;

    private Builder(@Nullable String database) {
      this.database = database;
    }

    /** One more database, besides {@code main}. */
    public Builder database(String alias, TestPostgres database) {
      others.put(alias, database.url());
      return this;
    }

    /** Where calls of {@code main} run that only read. */
    public Builder readUrl(String url) {
      readUrl = url;
      return this;
    }

    /** A file under logic/. */
    public Builder logic(String file, String text) {
      files.put("logic/" + file, text);
      return this;
    }

    /** A public function in SQL. */
    public Builder sql(String path, String params, String sql) {
      return logic(path + ".sql", publicSql(params, sql));
    }

    /** A public function in JavaScript. */
    public Builder js(String path, String body) {
      return logic(path + ".js", "/* ---\naccess: public\n--- */\n" + body);
    }

    /** {@code config/permissions.yaml}; without it nobody may do anything. */
    public Builder permissions(String yaml) {
      files.put(Permissions.FILE, yaml);
      return this;
    }

    /** A public function in WebAssembly. */
    public Builder wasm(String path, byte[] module) {
      files.put("logic/" + path + ".wasm", module);
      return logic(path + ".yaml", "access: public\nparams: {do: {type: string}}\n");
    }

    public Builder secret(String name, String value) {
      secrets.put(name, value);
      return this;
    }

    /** Where secrets come from that the test does not give itself. */
    public Builder vault(Secrets vault) {
      this.vault = vault;
      return this;
    }

    private Secrets secrets() {
      return new Secrets() {
        @Override
        public Optional<String> value(String name) {
          return Optional.ofNullable(secrets.get(name)).or(() -> vault.value(name));
        }

        @Override
        public List<String> unusable() {
          return vault.unusable();
        }
      };
    }

    public Builder callTimeout(Duration timeout) {
      callTimeout = timeout;
      return this;
    }

    public Builder numbersAsStrings() {
      numbersAsStrings = true;
      return this;
    }

    /** A server that logic may ask, also at a private address. */
    public Builder egress(String hostAndPort) {
      egress.add(hostAndPort);
      return this;
    }

    public Builder refusingLoopback() {
      addresses = AddressRule.inCluster(Set.of());
      return this;
    }

    public Builder withoutRelease() {
      released = false;
      return this;
    }

    public Builder pool(int size) {
      pool = size;
      return this;
    }

    public Builder slowCall(Duration took) {
      slowCall = took;
      return this;
    }

    /** Hears what happens, too. */
    public Builder listening(Events who) {
      listener = who;
      return this;
    }

    public Builder traces(Traces where) {
      traces = where;
      return this;
    }

    public Builder poolMode(String mode) {
      poolMode = mode;
      return this;
    }

    public Builder maxBody(String size) {
      maxBody = size;
      return this;
    }

    public Builder bufferedBody(int bytes) {
      bufferedBody = bytes;
      return this;
    }

    /** How long clients may take for the head of a request, and for its body. */
    public Builder slowClients(Duration patience) {
      slowClients = patience;
      return this;
    }

    public Builder maxRequestBody(int bytes) {
      maxRequestBody = bytes;
      return this;
    }

    /**
     * A part of the configuration, in JSON.
     *
     * @param pointer such as {@code /docs} and {@code /auth/issuers}
     */
    public Builder config(String pointer, String json) {
      try {
        config.put(pointer, JSON.readTree(json));
        return this;
      } catch (IOException none) {
        throw new UncheckedIOException(none);
      }
    }

    public TestServer start() {
      return new TestServer(this);
    }
  }

  /** The text of a public function in SQL. */
  public static String publicSql(String params, String sql) {
    return "/* ---\naccess: public\nparams: " + params + "\n--- */\n" + sql;
  }

  /** Changes a file under logic/; {@link #release} makes it count. */
  public TestServer edit(String file, String text) {
    files.put("logic/" + file, text);
    return this;
  }

  /** Changes a module under logic/. */
  public TestServer edit(String file, byte[] module) {
    files.put("logic/" + file, module);
    return this;
  }

  /** Removes a file under logic/. */
  public TestServer remove(String file) {
    files.remove("logic/" + file);
    return this;
  }

  /** Writes the folder that the server reads. */
  public void release(long revision) {
    files.write(revision);
  }

  public Project files() {
    return files;
  }

  public DataPlane plane() {
    return plane;
  }

  /** What it measured. */
  public MeterRegistry meters() {
    return meters;
  }

  /** What happened so far. */
  public List<ServerEvent> events() {
    return events;
  }

  /** The events of a kind. */
  public <T extends ServerEvent> List<T> events(Class<T> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  public URI uri(String path) {
    return URI.create("http://127.0.0.1:" + plane.port() + path);
  }

  /** Calls a function without a token. */
  public Response call(String path, String params) {
    return call(path, params, null);
  }

  /** Calls a function. */
  public Response call(String path, String params, @Nullable String token) {
    var request = post("{\"path\": \"" + path + "\", \"params\": " + params + "}");
    return send(token == null ? request : request.header("Authorization", "Bearer " + token));
  }

  /** A call with a body as it stands. */
  public HttpRequest.Builder post(String body) {
    return HttpRequest.newBuilder(uri("/call")).POST(HttpRequest.BodyPublishers.ofString(body));
  }

  public Response send(HttpRequest.Builder request) {
    try {
      return new Response(
          CLIENT.send(
              request.timeout(Duration.ofSeconds(30)).build(),
              HttpResponse.BodyHandlers.ofString()));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  /** An answer. */
  public record Response(HttpResponse<String> http) {

    public int status() {
      return http.statusCode();
    }

    public String body() {
      return http.body();
    }

    public String header(String name) {
      return http.headers().firstValue(name).orElse("");
    }

    public JsonNode json() {
      try {
        return JSON.readTree(http.body());
      } catch (IOException none) {
        throw new UncheckedIOException(http.body(), none);
      }
    }

    /** The code of an error. */
    public String code() {
      return json().path("error").path("code").asText();
    }

    /** The message of an error. */
    public String message() {
      return json().path("error").path("message").asText();
    }

    @Override
    public String toString() {
      return status() + " " + body();
    }
  }

  @Override
  public void close() {
    plane.stop();
  }
}
