package dev.santokit.server.http;

import dev.santokit.server.auth.Tokens;
import dev.santokit.server.call.Refusal;
import dev.santokit.server.call.RefusalCode;
import dev.santokit.server.event.ServerEvent;
import dev.santokit.server.function.Preparation;
import dev.santokit.server.function.ServedRelease;
import dev.santokit.server.function.Surroundings;
import dev.santokit.server.trace.Traces;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
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

  /** Vert.x gives all event loops that ask for the same negative port the same free one. */
  private static final AtomicInteger FREE_PORTS = new AtomicInteger();

  private static final byte[] HEALTHY = "OK".getBytes(StandardCharsets.UTF_8);

  /** First segments of URLs that the contract names and that are not there yet. */
  private static final List<String> NOT_YET =
      List.of("/call/", "/auth/", "/storage/", "/openapi.json", "/changes");

  private final Vertx vertx;
  private final HttpSettings settings;
  private final Supplier<@Nullable ServedRelease> releases;
  private final Surroundings surroundings;
  private final CallHandler calls;
  private final ManifestHandler manifests;
  private final Requests requests;
  private final Witness witness;
  private final ClientAddresses addresses = new ClientAddresses(address -> false);
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
      Traces traces) {
    this.vertx = vertx;
    this.settings = settings;
    this.releases = releases;
    this.surroundings = surroundings;
    this.calls = new CallHandler(surroundings, tokens, preparation);
    this.manifests = new ManifestHandler(surroundings, tokens);
    this.requests = new Requests(vertx);
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
              .connectionHandler(connection -> {
                connections.begin();
                connection.closeHandler(closed -> connections.end());
              })
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
    var exchange = new Exchange(request, releases.get(), requests, addresses, witness);
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
    String path = exchange.request().path();
    switch (path == null ? "" : path) {
      case "/call" -> {
        exchange.allow(HttpMethod.POST);
        readBody(exchange);
      }
      case "/health" -> {
        exchange.allow(HttpMethod.GET, HttpMethod.HEAD);
        exchange.answer(HEALTHY);
      }
      case "/manifest" -> {
        exchange.allow(HttpMethod.GET, HttpMethod.HEAD);
        virtualThreads.execute(() -> answerManifest(exchange));
      }
      case String other when NOT_YET.stream().anyMatch(other::startsWith) ->
          throw Refusal.of(RefusalCode.NOT_FOUND, other + " is not supported yet");
      default -> throw Refusal.of(RefusalCode.NOT_FOUND, "Not Found");
    }
  }

  private void readBody(Exchange exchange) {
    HttpServerRequest request = exchange.request();
    int limit = settings.maxRequestBody();
    if (declaredLength(request) > limit) {
      exchange.endsConnection();
      throw tooLarge(limit);
    }
    var body = Buffer.buffer();
    request.handler(chunk -> {
      if (body.length() + chunk.length() <= limit) {
        body.appendBuffer(chunk);
      } else if (!exchange.isAnswered()) {
        exchange.endsConnection();
        exchange.refuse(tooLarge(limit));
      }
    });
    request.exceptionHandler(broken -> exchange.abandon());
    request.endHandler(end -> {
      if (!exchange.isAnswered()) {
        virtualThreads.execute(() -> answer(exchange, body.getBytes()));
      }
    });
  }

  /** On a virtual thread. */
  private void answer(Exchange exchange, byte[] body) {
    answer(
        exchange,
        () -> {
          ServedRelease release = exchange.release();
          exchange.asksLogic();
          exchange.answer(calls.answer(release, body, authorization(exchange), exchange));
        });
  }

  /** On a virtual thread. */
  private void answerManifest(Exchange exchange) {
    answer(
        exchange,
        () -> exchange.answerTagged(manifests.answer(exchange.release(), authorization(exchange))));
  }

  private static List<String> authorization(Exchange exchange) {
    return exchange.request().headers().getAll(HttpHeaders.AUTHORIZATION);
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
  private void handleInvalid(HttpServerRequest request) {
    var exchange = new Exchange(request, releases.get(), requests, addresses, witness);
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
