package dev.santokit.server.http;

import dev.santokit.server.auth.Tokens;
import dev.santokit.server.call.Answer;
import dev.santokit.server.call.CallRequest;
import dev.santokit.server.call.Refusal;
import dev.santokit.server.call.RefusalCode;
import dev.santokit.server.event.ServerEvent;
import dev.santokit.server.function.ServedRelease;
import dev.santokit.server.function.Surroundings;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
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

  private static final long LINGER_MILLIS = 500;

  /** Vert.x gives every event loop the same free port for a negative one. */
  private static final int ANY_PORT = -1;

  private static final byte[] HEALTHY = "OK".getBytes(StandardCharsets.UTF_8);

  /** First segments of URLs that the contract names and that are not there yet. */
  private static final List<String> NOT_YET =
      List.of("/call/", "/auth/", "/storage/", "/openapi.json", "/manifest", "/changes");

  private final Vertx vertx;
  private final HttpSettings settings;
  private final Supplier<@Nullable ServedRelease> releases;
  private final Surroundings surroundings;
  private final CallHandler calls;
  private final Requests requests = new Requests();
  private final AtomicInteger port = new AtomicInteger();
  private final Executor virtualThreads = Executors.newVirtualThreadPerTaskExecutor();
  private volatile boolean draining;
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
      Tokens tokens) {
    this.vertx = vertx;
    this.settings = settings;
    this.releases = releases;
    this.surroundings = surroundings;
    this.calls = new CallHandler(surroundings, tokens);
  }

  /**
   * Begins to listen.
   *
   * @return the port
   * @throws CompletionException when it cannot
   */
  public int listen() {
    int loops = Math.max(1, Runtime.getRuntime().availableProcessors());
    deployment =
        vertx
            .deployVerticle(Listener::new, new DeploymentOptions().setInstances(loops))
            .toCompletionStage()
            .toCompletableFuture()
            .join();
    return port.get();
  }

  /** A listener of its own for each event loop. */
  private final class Listener extends AbstractVerticle {
    @Override
    public void start(Promise<Void> started) {
      var options =
          new HttpServerOptions()
              .setHost(settings.host())
              .setPort(settings.port() == 0 ? ANY_PORT : settings.port())
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
              .requestHandler(HttpFront.this::handle)
              .invalidRequestHandler(HttpFront.this::handleInvalid);
      server
          .listen()
          .onSuccess(listening -> {
            port.set(listening.actualPort());
            started.complete();
          })
          .onFailure(started::fail);
    }
  }

  private void handle(HttpServerRequest request) {
    var exchange = new Exchange(request);
    try {
      route(exchange);
    } catch (Refusal refusal) {
      exchange.refuse(refusal);
    } catch (RuntimeException defect) {
      exchange.fail(defect);
    }
  }

  private void route(Exchange exchange) {
    if (draining) {
      throw Refusal.unavailable("The server is stopping");
    }
    String path = exchange.request.path();
    switch (path == null ? "" : path) {
      case "/call" -> {
        exchange.allow(HttpMethod.POST);
        readBody(exchange);
      }
      case "/health" -> {
        exchange.allow(HttpMethod.GET, HttpMethod.HEAD);
        exchange.send(200, "text/plain; charset=utf-8", HEALTHY);
      }
      case String other when NOT_YET.stream().anyMatch(other::startsWith) ->
          throw Refusal.of(RefusalCode.NOT_FOUND, other + " is not supported yet");
      default -> throw Refusal.of(RefusalCode.NOT_FOUND, "Not Found");
    }
  }

  private void readBody(Exchange exchange) {
    HttpServerRequest request = exchange.request;
    int limit = settings.maxRequestBody();
    if (declaredLength(request) > limit) {
      exchange.last = true;
      throw tooLarge(limit);
    }
    var body = Buffer.buffer();
    request.handler(chunk -> {
      if (body.length() + chunk.length() <= limit) {
        body.appendBuffer(chunk);
      } else if (!exchange.answered) {
        exchange.last = true;
        exchange.refuse(tooLarge(limit));
      }
    });
    request.exceptionHandler(broken -> exchange.abandon());
    request.endHandler(end -> {
      if (!exchange.answered) {
        virtualThreads.execute(() -> exchange.answer(body.getBytes()));
      }
    });
  }

  private static long declaredLength(HttpServerRequest request) {
    String length = request.getHeader("Content-Length");
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
  private void handleInvalid(HttpServerRequest request) {
    var exchange = new Exchange(request);
    String cause = request.decoderResult().cause().getClass().getSimpleName();
    Refusal refusal =
        switch (cause) {
          case "TooLongHttpLineException" ->
              Refusal.of(RefusalCode.PAYLOAD_TOO_LARGE, "The URL is too long").withStatus(414);
          case "TooLongHttpHeaderException" ->
              Refusal.of(RefusalCode.PAYLOAD_TOO_LARGE, "The headers are too large")
                  .withStatus(431);
          default -> Refusal.of(RefusalCode.VALIDATION_ERROR, "Invalid HTTP request");
        };
    exchange.last = true;
    exchange.refuse(refusal);
  }

  /**
   * Takes no new connections and waits for what runs.
   *
   * @param patience how long at most
   * @return how many requests were cut off
   */
  public int drain(Duration patience) {
    draining = true;
    surroundings.events().accept(new ServerEvent.Draining(requests.count()));
    try {
      requests.await(patience.toNanos());
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
    int lost = requests.count();
    if (deployment != null) {
      vertx.undeploy(deployment).toCompletionStage().toCompletableFuture().join();
    }
    return lost;
  }

  /** A request and its answer. */
  private final class Exchange {
    private final HttpServerRequest request;
    private final long began = System.nanoTime();
    private final String requestId;
    private final @Nullable ServedRelease release = releases.get();
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile boolean answered;
    private volatile boolean logic;
    private volatile boolean last = draining;

    Exchange(HttpServerRequest request) {
      this.request = request;
      this.requestId = RequestIds.of(request.getHeader("X-Request-ID"));
      requests.begin();
    }

    void allow(HttpMethod... methods) {
      if (!List.of(methods).contains(request.method())) {
        request.response().putHeader("Allow", names(methods));
        throw Refusal.of(RefusalCode.METHOD_NOT_ALLOWED, "Method Not Allowed");
      }
    }

    private static String names(HttpMethod... methods) {
      return String.join(", ", List.of(methods).stream().map(HttpMethod::name).toList());
    }

    /** On a virtual thread. */
    void answer(byte[] body) {
      try {
        if (release == null) {
          throw Refusal.unavailable("No release is served yet");
        }
        logic = true;
        Answer answer =
            calls.answer(release, body, request.headers().getAll("Authorization"), callRequest());
        answer
            .rowsAffected()
            .ifPresent(
                rows -> request.response().putHeader("X-Rows-Affected", Long.toString(rows)));
        send(200, "application/json", answer.json());
      } catch (Refusal refusal) {
        refuse(refusal);
      } catch (Throwable defect) {
        fail(defect);
      }
    }

    private CallRequest callRequest() {
      SortedMap<String, String> headers = new TreeMap<>();
      for (Map.Entry<String, String> header : request.headers()) {
        String name = header.getKey().toLowerCase(Locale.ROOT);
        if (isForLogic(name)) {
          headers.merge(name, header.getValue(), (a, b) -> a + ", " + b);
        }
      }
      return new CallRequest(
          request.method().name(), String.valueOf(request.path()), headers, requestId);
    }

    private static boolean isForLogic(String header) {
      return !header.equals("authorization")
          && !header.equals("cookie")
          && !header.startsWith("proxy-")
          && !header.startsWith("x-forwarded-");
    }

    void fail(Throwable defect) {
      surroundings.events().accept(new ServerEvent.CallFailed(requestId, null, defect));
      refuse(Refusal.internal());
    }

    void refuse(Refusal refusal) {
      HttpServerResponse response = request.response();
      if (refusal.retryAfterSeconds() > 0) {
        response.putHeader("Retry-After", Integer.toString(refusal.retryAfterSeconds()));
      }
      if (refusal.status() == RefusalCode.AUTHENTICATION_ERROR.status()) {
        response.putHeader("WWW-Authenticate", "Bearer");
      }
      send(refusal.status(), "application/json", ErrorBody.of(refusal, requestId));
    }

    void send(int status, String contentType, byte[] body) {
      answered = true;
      HttpServerResponse response = request.response();
      response.setStatusCode(status);
      response.putHeader("Content-Type", contentType);
      response.putHeader("Cache-Control", "no-store");
      response.putHeader("X-Request-ID", requestId);
      response.putHeader("X-Execution-Time", (System.nanoTime() - began) / 1_000_000 + "ms");
      if (logic) {
        response.putHeader("X-Cache-Status", "MISS");
      }
      if (release != null) {
        response.putHeader("X-Santokit-Release", release.header());
      }
      if (last && !isMultiplexed()) {
        response.putHeader("Connection", "close");
      }
      boolean empty = request.method().equals(HttpMethod.HEAD);
      response
          .end(empty ? Buffer.buffer() : Buffer.buffer(body))
          .onComplete(sent -> {
            end();
            if (last) {
              hangUp();
            }
          });
    }

    /** Whether the connection carries other requests, too. */
    private boolean isMultiplexed() {
      return request.version() == HttpVersion.HTTP_2;
    }

    /** Lets the client finish a request that was too large, or it may never see the answer. */
    private void hangUp() {
      if (isMultiplexed()) {
        if (!request.isEnded()) {
          boolean ignored = request.response().reset();
        }
      } else if (request.isEnded()) {
        var ignored = request.connection().close();
      } else {
        vertx.setTimer(LINGER_MILLIS, time -> request.connection().close());
      }
    }

    private void end() {
      if (over.compareAndSet(false, true)) {
        requests.end();
      }
    }

    /** The request broke off, or its rest is no HTTP: its connection is closed already. */
    void abandon() {
      if (!answered) {
        answered = true;
        end();
      }
    }
  }
}
