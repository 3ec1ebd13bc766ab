package dev.santokit.server.http;

import dev.santokit.server.auth.Tokens;
import dev.santokit.server.call.Refusal;
import dev.santokit.server.call.RefusalCode;
import dev.santokit.server.event.ServerEvent;
import dev.santokit.server.function.Preparation;
import dev.santokit.server.function.ServedRelease;
import dev.santokit.server.function.Surroundings;
import dev.santokit.server.limit.RateLimits;
import dev.santokit.server.trace.Traces;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The public port. Requests are read on event loops, calls run on virtual threads; whatever is
 * wrong with a request, its answer has the one error shape.
 */
public final class HttpFront {

  private static final int LARGEST_HEADERS = 32 * 1024;
  private static final int LONGEST_LINE = 8 * 1024;

  /** A connection without any traffic for this long on top of a call's time is closed. */
  private static final Duration IDLE = Duration.ofSeconds(75);

  /** Vert.x gives all event loops that ask for the same negative port the same free one. */
  private static final AtomicInteger FREE_PORTS = new AtomicInteger();

  private static final Duration LOOK = Duration.ofMillis(500);

  /** The head of a request that never ends takes memory of each. */
  private static final long MOST_CONNECTIONS =
      Math.max(1_000, Runtime.getRuntime().maxMemory() / (24 * 1024));

  private static final int UNKNOWN_VERSION = 505;

  private static final String BUSY = "Too many large requests at once";

  private static final byte[] HEALTHY = "OK".getBytes(StandardCharsets.UTF_8);

  /** First segments of URLs that the contract names and that are not there yet. */
  private static final List<String> NOT_YET = List.of("/auth/", "/storage/", "/changes");

  /** With what URLs begin that name a function. */
  private static final String CALL = "/call/";

  private final Vertx vertx;
  private final HttpSettings settings;
  private final Supplier<@Nullable ServedRelease> releases;
  private final Surroundings surroundings;
  private final CallHandler calls;
  private final Documents documents;
  private final CrossOrigin crossOrigin;
  private final CommonHeaders common;
  private final Requests requests;
  private final Witness witness;
  private final ClientAddresses addresses;
  private final AtomicInteger port = new AtomicInteger();
  private final Executor virtualThreads = Executors.newVirtualThreadPerTaskExecutor();
  private final Tally connections = new Tally();

  /** Answers end their connections. */
  private volatile boolean draining;

  /** There are no more answers. */
  private volatile boolean drained;

  private @Nullable String deployment;

  /**
   * Does not listen yet.
   *
   * @param releases the one that is served now; null before the first
   */
  public HttpFront(
      Vertx vertx,
      HttpSettings settings,
      Supplier<@Nullable ServedRelease> releases,
      Surroundings surroundings,
      Tokens tokens,
      Preparation preparation,
      RateLimits limits,
      Traces traces) {
    this.vertx = vertx;
    this.settings = settings;
    this.releases = releases;
    this.surroundings = surroundings;
    this.calls = new CallHandler(surroundings, tokens, preparation, limits);
    this.documents = new Documents(surroundings, tokens, settings.docs());
    this.crossOrigin = new CrossOrigin(settings.cors());
    this.common = new CommonHeaders(settings.headers(), crossOrigin);
    this.requests = new Requests(vertx, RequestMemory.ofHeap(settings.maxRequestBody()));
    this.addresses =
        new ClientAddresses(address ->
            settings.trustedProxies().stream().anyMatch(range -> range.contains(address)));
    this.witness =
        new Witness(surroundings.events(), surroundings.measures(), traces, settings.slowCall());
  }

  /** Requests that are being answered. */
  public int running() {
    return requests.count();
  }

  /**
   * Begins to listen.
   *
   * @return the port
   * @throws CompletionException when it cannot
   */
  public int listen() {
    int asked = settings.port() == 0 ? FREE_PORTS.decrementAndGet() : settings.port();
    int loops = Math.max(1, Runtime.getRuntime().availableProcessors());
    deployment =
        vertx
            .deployVerticle(() -> new Listener(asked), new DeploymentOptions().setInstances(loops))
            .toCompletionStage()
            .toCompletableFuture()
            .join();
    return port.get();
  }

  /** A listener of its own for each event loop. */
  private final class Listener extends AbstractVerticle {
    private final int asked;
    private final Map<HttpConnection, Peer> peers = new HashMap<>();

    Listener(int asked) {
      this.asked = asked;
    }

    @Override
    public void start(Promise<Void> started) {
      var options =
          new HttpServerOptions()
              .setHost(settings.host())
              .setPort(asked)
              .setMaxHeaderSize(LARGEST_HEADERS)
              .setMaxInitialLineLength(LONGEST_LINE)
              .setHandle100ContinueAutomatically(true)
              // Of several calls on a connection, one that ends it would end them all.
              .setHttp2ClearTextEnabled(false)
              .setIdleTimeoutUnit(TimeUnit.SECONDS)
              .setIdleTimeout((int) settings.callTimeout().plus(IDLE).toSeconds());
      HttpServer server =
          getVertx()
              .createHttpServer(options)
              .connectionHandler(this::greet)
              .requestHandler(request -> handle(request, peer(request)))
              .invalidRequestHandler(request -> handleInvalid(request, peer(request)));
      getVertx().setPeriodic(LOOK.toMillis(), timer -> look());
      server
          .listen()
          .onSuccess(listening -> {
            port.set(listening.actualPort());
            started.complete();
          })
          .onFailure(started::fail);
    }

    private void greet(HttpConnection connection) {
      connections.begin();
      var peer = new Peer(connection);
      peers.put(connection, peer);
      OddHttp.watch(connection, peer);
      connection.closeHandler(closed -> {
        connections.end();
        peers.remove(connection);
      });
      if (connections.count() > MOST_CONNECTIONS) {
        var ignored = connection.close();
      }
    }

    private Peer peer(HttpServerRequest request) {
      return peers.computeIfAbsent(request.connection(), Peer::new);
    }

    /** Ends what takes too long; ending one changes the map. */
    private void look() {
      for (Peer peer : List.copyOf(peers.values())) {
        peer.check(settings.head(), settings.body());
      }
    }
  }

  private Exchange exchange(HttpServerRequest request, Peer peer) {
    return new Exchange(request, peer, releases.get(), requests, common, addresses, witness);
  }

  private void handle(HttpServerRequest request, Peer peer) {
    Exchange exchange = exchange(request, peer);
    try {
      route(exchange);
    } catch (Refusal refusal) {
      exchange.refuse(refusal);
    } catch (RuntimeException defect) {
      fail(exchange, defect);
    }
  }

  private void route(Exchange exchange) {
    if (draining) {
      exchange.endsConnection(); // and so its client goes elsewhere with the next one
    }
    if (drained) {
      throw Refusal.unavailable("The server is stopping");
    }
    if (crossOrigin.isPreflight(exchange.request())) {
      crossOrigin.allow(exchange.request());
      exchange.answerNothing();
      return;
    }
    String path = exchange.request().path();
    switch (path == null ? "" : path) {
      case "/call" -> {
        exchange.allow(HttpMethod.POST);
        readBody(exchange, CallBody::read);
      }
      case String call when call.startsWith(CALL) ->
          routeCall(exchange, Query.path(call.substring(CALL.length())));
      case "/health" -> {
        exchange.allow(HttpMethod.GET, HttpMethod.HEAD);
        exchange.answer(HEALTHY);
      }
      case "/manifest" -> {
        exchange.allow(HttpMethod.GET, HttpMethod.HEAD);
        virtualThreads.execute(() -> answerDocument(exchange, documents::manifest));
      }
      case "/openapi.json" -> {
        exchange.allow(HttpMethod.GET, HttpMethod.HEAD);
        virtualThreads.execute(() -> answerDocument(exchange, documents::openApi));
      }
      case String other when NOT_YET.stream().anyMatch(other::startsWith) ->
          throw Refusal.of(RefusalCode.NOT_FOUND, other + " is not supported yet");
      default -> throw Refusal.of(RefusalCode.NOT_FOUND, "Not Found");
    }
  }

  /** What has its path in the URL. */
  private void routeCall(Exchange exchange, String path) {
    exchange.allow(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.POST);
    if (exchange.request().method().equals(HttpMethod.POST)) {
      readBody(exchange, bytes -> CallBody.read(path, bytes));
    } else {
      Query query = Query.read(exchange.request().query());
      virtualThreads.execute(() -> answerReading(exchange, path, query));
    }
  }

  private void readBody(Exchange exchange, Function<byte[], CallBody> reading) {
    HttpServerRequest request = exchange.request();
    int limit = settings.maxRequestBody();
    if (declaredLength(request) > limit) {
      exchange.endsConnection();
      throw tooLarge(limit);
    }
    exchange.awaitsBody();
    var body = Buffer.buffer();
    request.handler(chunk -> {
      int length = body.length() + chunk.length();
      if (exchange.isAnswered()) {
        return;
      }
      if (length <= limit && exchange.hasRoom(length)) {
        body.appendBuffer(chunk);
      } else {
        exchange.endsConnection();
        exchange.refuse(length > limit ? tooLarge(limit) : Refusal.unavailable(BUSY));
      }
    });
    request.exceptionHandler(broken -> exchange.abandon());
    request.endHandler(end -> {
      if (!exchange.isAnswered()) {
        exchange.hasBody();
        virtualThreads.execute(() -> answer(exchange, body.getBytes(), reading));
      }
    });
  }

  /** On a virtual thread. */
  private void answer(Exchange exchange, byte[] body, Function<byte[], CallBody> reading) {
    answer(
        exchange,
        () -> {
          ServedRelease release = exchange.release();
          exchange.asksLogic();
          exchange.answer(calls.answer(release, reading.apply(body), exchange));
        });
  }

  /** On a virtual thread. */
  private void answerReading(Exchange exchange, String path, Query query) {
    answer(
        exchange,
        () -> {
          ServedRelease release = exchange.release();
          exchange.asksLogic();
          exchange.answerTagged(calls.read(release, path, query, exchange));
        });
  }

  /** On a virtual thread. */
  private void answerDocument(
      Exchange exchange, BiFunction<ServedRelease, List<String>, Tagged> document) {
    answer(
        exchange,
        () -> exchange.answerTagged(document.apply(exchange.release(), exchange.authorization())));
  }

  private void answer(Exchange exchange, Runnable work) {
    try {
      work.run();
    } catch (Refusal refusal) {
      exchange.refuse(refusal);
    } catch (Throwable defect) {
      fail(exchange, defect);
    }
  }

  private void fail(Exchange exchange, Throwable defect) {
    surroundings.events().accept(new ServerEvent.CallFailed(exchange.origin(), null, defect));
    exchange.refuse(Refusal.internal());
  }

  private static long declaredLength(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    try {
      return length == null ? 0 : Long.parseLong(length);
    } catch (NumberFormatException notEvenLong) {
      return Long.MAX_VALUE;
    }
  }

  private static Refusal tooLarge(int limit) {
    return Refusal.of(RefusalCode.PAYLOAD_TOO_LARGE, "The body is larger than " + limit + " bytes");
  }

  /** What Vert.x could not read as a request. */
  private void handleInvalid(HttpServerRequest request, Peer peer) {
    Exchange exchange = exchange(request, peer);
    String cause = request.decoderResult().cause().getClass().getSimpleName();
    Refusal refusal =
        switch (cause) {
          case "TooLongHttpLineException" ->
              Refusal.of(RefusalCode.PAYLOAD_TOO_LARGE, "The URL is too long").withStatus(414);
          case "TooLongHttpHeaderException" ->
              Refusal.of(RefusalCode.PAYLOAD_TOO_LARGE, "The headers are too large")
                  .withStatus(431);
          case "UnknownVersion" ->
              Refusal.of(RefusalCode.VALIDATION_ERROR, "Unknown version of HTTP")
                  .withStatus(UNKNOWN_VERSION);
          default -> Refusal.of(RefusalCode.VALIDATION_ERROR, "Invalid HTTP request");
        };
    exchange.endsConnection();
    exchange.refuse(refusal);
  }

  /**
   * Sends clients elsewhere: who has a connection open gets an answer to one more request, and the
   * connection ends with it. Then waits for what runs, and closes all.
   *
   * @param lingering how long connections that are open are waited for
   * @param patience how long requests that run are, at most
   * @return how many requests were cut off
   */
  public int drain(Duration lingering, Duration patience) {
    draining = true;
    surroundings.events().accept(new ServerEvent.Draining(requests.count()));
    try {
      connections.awaitNone(lingering);
      drained = true;
      requests.awaitNone(patience);
    } catch (InterruptedException hurried) {
      drained = true;
      Thread.currentThread().interrupt();
    }
    int lost = requests.count();
    if (deployment != null) {
      vertx.undeploy(deployment).toCompletionStage().toCompletableFuture().join();
    }
    return lost;
  }
}
