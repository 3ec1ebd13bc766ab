package dev.santokit.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.santokit.project.config.Auth;
import dev.santokit.project.config.DatabaseUrl;
import dev.santokit.project.config.DatabaseUrlRefused;
import dev.santokit.project.config.Limits;
import dev.santokit.project.config.Pool;
import dev.santokit.project.config.ProjectConfig;
import dev.santokit.project.config.SecretMissing;
import dev.santokit.project.config.SecretText;
import dev.santokit.project.problem.Problem;
import dev.santokit.project.problem.Problems;
import dev.santokit.server.auth.Issuers;
import dev.santokit.server.auth.Tokens;
import dev.santokit.server.catalogue.Catalogues;
import dev.santokit.server.crud.Crud;
import dev.santokit.server.database.Away;
import dev.santokit.server.database.DataSources;
import dev.santokit.server.database.Database;
import dev.santokit.server.database.Watch;
import dev.santokit.server.event.Events;
import dev.santokit.server.event.ServerEvent;
import dev.santokit.server.fetch.Egress;
import dev.santokit.server.fetch.HttpFetcher;
import dev.santokit.server.function.Preparation;
import dev.santokit.server.function.ServedRelease;
import dev.santokit.server.function.Surroundings;
import dev.santokit.server.http.HttpFront;
import dev.santokit.server.http.HttpSettings;
import dev.santokit.server.js.JsEngine;
import dev.santokit.server.limit.RateLimits;
import dev.santokit.server.metrics.Measures;
import dev.santokit.server.release.FunctionCompiler;
import dev.santokit.server.release.ReleaseLoader;
import dev.santokit.server.secrets.SecretUnusable;
import dev.santokit.server.secrets.Secrets;
import dev.santokit.server.trace.Traces;
import dev.santokit.server.wasm.WasmEngine;
import dev.santokit.server.worker.Workers;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;

/** The server, but for the process around it: all parts, put together. */
public final class DataPlane {

  private static final Duration FIRST_KEYS = Duration.ofSeconds(2);

  /** What follows the alias in the name of its {@code readUrl}. */
  private static final String REPLICA = ":read";

  private final Settings settings;
  private final Events events;
  private final Traces traces;
  private final Watch watch = new Watch();
  private final Workers workers;
  private final HttpFetcher fetcher;
  private final JsEngine js;
  private final SortedMap<String, Database> databases = new TreeMap<>();
  private final Issuers issuers;
  private final SortedMap<String, Database> replicas = new TreeMap<>();
  private final Catalogues catalogues;
  private final ReleaseLoader releases;
  private final HttpFront front;
  private final int port;
  private volatile boolean stopping;

  /**
   * Starts: serves what lies in the folder, and answers requests.
   *
   * @throws StartRefused when it cannot be served as it is set up
   */
  public static DataPlane start(Settings settings, Vertx vertx, Observing observing)
      throws StartRefused {
    ProjectConfig config = config(settings);
    return new DataPlane(settings, config, vertx, observing);
  }

  private DataPlane(Settings settings, ProjectConfig config, Vertx vertx, Observing observing)
      throws StartRefused {
    this.settings = settings;
    this.events = observing.events();
    this.traces = observing.traces();
    var measures = new Measures(observing.meters());
    this.issuers =
        Issuers.of(config.auth().issuers(), vertx, settings.addresses(), config.egress(), events);
    Tokens tokens = tokens(settings, config.auth(), issuers);
    this.fetcher = new HttpFetcher(vertx, new Egress(config.egress(), settings.addresses()));
    this.workers =
        new Workers(Runtime.getRuntime().availableProcessors(), config.limits().jsAllocation());
    this.js = new JsEngine(workers, fetcher);
    for (var entry : config.databases().entrySet()) {
      String alias = entry.getKey();
      var described = entry.getValue();
      databases.put(alias, database(alias, described.url(), described.pool(), config));
      SecretText readUrl = described.readUrl();
      if (readUrl != null) {
        replicas.put(alias, database(alias + REPLICA, readUrl, described.pool(), config));
      }
    }
    List<String> unusable = settings.secrets().unusable();
    if (!unusable.isEmpty()) {
      events.accept(new ServerEvent.SecretsUnusable(unusable));
    }
    var rates = new RateLimits(config.rateLimit());
    Limits limits = config.limits();
    Set<String> own = config.secretNames();
    Secrets ofLogic =
        name -> own.contains(name) ? Optional.empty() : settings.secrets().value(name);
    this.catalogues = new Catalogues(databases.values(), events);
    catalogues.start();
    this.releases =
        new ReleaseLoader(
            settings.kv(),
            new FunctionCompiler(
                js,
                new WasmEngine(
                    workers,
                    Runtime.getRuntime().maxMemory(),
                    Math.toIntExact(limits.bufferedBody())),
                databases.keySet(),
                rates,
                events,
                measures),
            databases,
            catalogues::refresh,
            settings.patience().torn(),
            settings.patience().refused(),
            events,
            measures);
    this.front =
        new HttpFront(
            vertx,
            new HttpSettings(
                settings.host(),
                settings.port(),
                Math.toIntExact(limits.maxRequestBody()),
                limits.callTimeout(),
                settings.patience().slow(),
                settings.patience().head(),
                settings.patience().body(),
                config.cors(),
                config.headers(),
                config.docs(),
                config.trustedProxies()),
            releases::current,
            new Surroundings(
                databases,
                replicas,
                ofLogic,
                limits.callTimeout(),
                Math.toIntExact(limits.bufferedBody()),
                events,
                measures),
            tokens,
            new Preparation(new Crud(catalogues, limits.maxRows())),
            rates,
            traces);
    measure(measures);
    issuers.start();
    releases.start();
    awaitKeys();
    this.port = listen();
  }

  /** What nobody counts since it can be asked for. */
  private void measure(Measures measures) {
    measures.gauge(
        "santokit.requests.in.flight", "Requests that are being answered", front::running);
    measures.gauge(
        "santokit.candidate.refused",
        "1 while a release lies in the folder that is not served",
        () -> releases.candidate() == null ? 0 : 1);
    measures.gauge(
        "santokit.workers.running", "Threads that run JavaScript or WebAssembly", workers::running);
    measures.gauge(
        "santokit.workers.waiting",
        "Calls of JavaScript or WebAssembly that wait for a thread",
        workers::waiting);
    databases.forEach((alias, database) -> measure(measures, alias, database));
    replicas.forEach((alias, replica) -> measure(measures, alias + REPLICA, replica));
  }

  private static void measure(Measures measures, String alias, Database database) {
    measures.gauge(
        "santokit.database.reachable",
        "1 while the database can be reached",
        alias,
        () -> database.away() == null ? 1 : 0);
    measures.gauge("santokit.pool.in.use", "Connections that calls have", alias, database::inUse);
    measures.gauge(
        "santokit.pool.size", "Connections that calls may have at once", alias, database::size);
    measures.gauge(
        "santokit.pool.waiting", "Calls that wait for a connection", alias, database::waiting);
  }

  /**
   * Else the first calls of a new server would be refused; an issuer that is away delays little.
   */
  private void awaitKeys() {
    try {
      issuers.awaitFirstTry(FIRST_KEYS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private int listen() throws StartRefused {
    try {
      int listening = front.listen();
      events.accept(new ServerEvent.Listening(settings.host(), listening));
      return listening;
    } catch (CompletionException taken) {
      closeParts();
      throw new StartRefused(
          "cannot listen on "
              + settings.host()
              + ":"
              + settings.port()
              + ": "
              + String.valueOf(taken.getCause()));
    }
  }

  private static ProjectConfig config(Settings settings) throws StartRefused {
    String text;
    try {
      text = Files.readString(settings.config());
    } catch (IOException unreadable) {
      throw new StartRefused(
          "the configuration "
              + settings.config()
              + " cannot be read: set SANTOKIT_CONFIG, or put config.json into SANTOKIT_KV");
    }
    var problems = new Problems();
    ProjectConfig config = ProjectConfig.fromJson(settings.config().toString(), text, problems);
    if (config == null) {
      throw new StartRefused(
          problems.sorted().stream().map(Problem::toString).collect(Collectors.joining("\n")));
    }
    return config;
  }

  private static Tokens tokens(Settings settings, Auth auth, Issuers issuers) throws StartRefused {
    List<byte[]> secrets = new ArrayList<>();
    Auth.Jwt jwt = auth.jwt();
    if (jwt != null) {
      secrets.add(resolved(settings, jwt.secret()));
      for (SecretText previous : jwt.previousSecrets()) {
        secrets.add(resolved(settings, previous));
      }
    }
    try {
      return new Tokens(secrets, issuers, InstantSource.system());
    } catch (IllegalArgumentException weak) {
      throw new StartRefused("jwt.secret: " + weak.getMessage());
    }
  }

  private static byte[] resolved(Settings settings, SecretText secret) throws StartRefused {
    try {
      return secret.resolve(settings.secrets()::value).getBytes(StandardCharsets.UTF_8);
    } catch (SecretMissing missing) {
      throw new StartRefused(String.valueOf(missing.getMessage()));
    } catch (SecretUnusable unusable) {
      throw new StartRefused(unusable.what());
    }
  }

  private Database database(String alias, SecretText where, Pool pool, ProjectConfig config)
      throws StartRefused {
    long bufferedBody = config.limits().bufferedBody();
    try {
      DatabaseUrl url = DatabaseUrl.of(where, settings.secrets()::value);
      return new Database(
          alias,
          DataSources.of(url, settings.addresses(), bufferedBody),
          pool,
          config.json(),
          Math.toIntExact(bufferedBody),
          config.limits().maxBody(),
          watch,
          events);
    } catch (SecretMissing missing) {
      throw new StartRefused("the url of database " + alias + ": " + missing.getMessage());
    } catch (SecretUnusable unusable) {
      throw new StartRefused("the url of database " + alias + ": " + unusable.what());
    } catch (DatabaseUrlRefused refused) {
      throw new StartRefused(
          "the url of database " + alias + ": " + refused.what() + "; " + refused.hint());
    }
  }

  /** The port of requests. */
  public int port() {
    return port;
  }

  /** Whether a release is served and the server does not stop. */
  public boolean isReady() {
    return unready().isEmpty();
  }

  /** Why it is not ready, for whoever runs it; empty when it is. */
  public Optional<String> unready() {
    if (stopping) {
      return Optional.of("the server is stopping");
    }
    if (releases.current() != null) {
      return Optional.empty();
    }
    ReleaseLoader.Candidate candidate = releases.candidate();
    return Optional.of(
        candidate == null
            ? "there is no release in " + settings.kv()
            : "the release in " + settings.kv() + " cannot be served; see /q/release");
  }

  /** Whether a release is or was served. */
  public boolean hasServed() {
    return releases.current() != null;
  }

  /** What {@code /q/release} answers. */
  public ObjectNode status() {
    ObjectNode status = JsonNodeFactory.instance.objectNode();
    ServedRelease served = releases.current();
    if (served == null) {
      status.putNull("active");
    } else {
      status
          .putObject("active")
          .put("digest", served.digest())
          .put("revision", served.revision())
          .put("at", served.activatedAt().toString());
    }
    ReleaseLoader.Candidate candidate = releases.candidate();
    if (candidate != null) {
      status
          .putObject("candidate")
          .put("digest", candidate.digest())
          .put("error", String.join("\n", candidate.problems()));
    }
    ObjectNode aliases = status.putObject("databases");
    databases.forEach((alias, database) -> write(database, aliases.putObject(alias)));
    replicas.forEach((alias, replica) -> write(replica, aliases.putObject(alias + REPLICA)));
    return status;
  }

  private static void write(Database database, ObjectNode json) {
    Away away = database.away();
    json.put("reachable", away == null).put("error", away == null ? null : away.text());
    if (away != null) {
      json.put("reason", away.cause().word());
    }
    List<String> excess = database.excess();
    if (excess != null) {
      excess.forEach(json.putArray("excess")::add);
    }
  }

  /** Not ready from now on, no new calls; waits for those that run, then closes all. */
  public void stop() {
    stopping = true;
    Settings.Patience patience = settings.patience();
    int lost = front.drain(patience.linger(), patience.drain());
    closeParts();
    events.accept(new ServerEvent.Stopped(lost));
  }

  private void closeParts() {
    issuers.close();
    releases.close();
    catalogues.close();
    workers.close();
    js.close();
    fetcher.close();
    databases.values().forEach(Database::close);
    replicas.values().forEach(Database::close);
    watch.close();
    traces.close();
  }
}
