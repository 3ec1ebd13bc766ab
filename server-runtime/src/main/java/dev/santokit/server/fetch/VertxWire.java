package dev.santokit.server.fetch;

import dev.santokit.server.fetch.Fetching.Unreachable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLException;

/**
 * HTTP/1.1 on Vert.x' event loops. A connection goes to the address that it is told; the name of
 * the host is only what the request and its certificate say.
 */
final class VertxWire implements Fetching.Wire, AutoCloseable {

  private static final int LARGEST_ANSWER = 10 << 20;

  /**
   * Of all answers together that are being received: what logic asks for must not fill the heap.
   */
  private static final long LARGEST_TOGETHER =
      Math.max(2L * LARGEST_ANSWER, Runtime.getRuntime().maxMemory() / 8);

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final int CONNECTIONS_PER_ADDRESS = 32;
  private static final int WAITING_PER_ADDRESS = 256;

  private final HttpClient client;
  private final AtomicLong receiving = new AtomicLong();

  /**
   * On event loops.
   *
   * @param options what is trusted; the rest is set here
   */
  VertxWire(Vertx vertx, HttpClientOptions options) {
    client =
        vertx.createHttpClient(
            options
                .setConnectTimeout((int) CONNECT.toMillis())
                .setMaxPoolSize(CONNECTIONS_PER_ADDRESS)
                .setMaxWaitQueueSize(WAITING_PER_ADDRESS)
                .setVerifyHost(true)
                .setDecompressionSupported(false));
  }

  @Override
  public FetchResponse ask(FetchRequest request, InetAddress address, Duration patience)
      throws FetchRefused, Unreachable, InterruptedException {
    URI url = request.url();
    int port = Egress.port(url);
    String host = Egress.host(url);
    var options =
        new RequestOptions()
            .setServer(SocketAddress.inetSocketAddress(port, address.getHostAddress()))
            .setHost(host)
            .setPort(port)
            .setSsl(Egress.isSecure(url))
            .setMethod(HttpMethod.valueOf(request.method()))
            .setURI(target(url));
    long until = System.nanoTime() + patience.toNanos();
    HttpClientRequest outgoing = connected(client.request(options), host, until);
    try (var body = new Received()) {
      request.headers().forEach(outgoing::putHeader);
      if (!request.headers().containsKey("user-agent")) {
        outgoing.putHeader("user-agent", "santokit");
      }
      var answered =
          outgoing
              .response()
              .compose(response -> body.of(response).map(bytes -> answer(response, bytes, url)));
      outgoing.end(Buffer.buffer(request.body()));
      return received(outgoing, answered, host, until);
    }
  }

  private static HttpClientRequest connected(
      Future<HttpClientRequest> connecting, String host, long until)
      throws FetchRefused, Unreachable, InterruptedException {
    boolean got = false;
    try {
      HttpClientRequest request = await(connecting, until);
      got = true;
      return request;
    } catch (ExecutionException failed) {
      if (isOfTls(failed)) {
        throw new FetchRefused(host + " has no certificate that is trusted");
      }
      throw new Unreachable();
    } catch (TimeoutException late) {
      throw late(host);
    } finally {
      if (!got) {
        connecting.onSuccess(HttpClientRequest::reset); // nobody waits for it any more
      }
    }
  }

  private static FetchResponse received(
      HttpClientRequest request, Future<FetchResponse> answered, String host, long until)
      throws FetchRefused, InterruptedException {
    boolean done = false;
    try {
      FetchResponse response = await(answered, until);
      done = true;
      return response;
    } catch (ExecutionException failed) {
      throw new FetchRefused(
          failed.getCause() instanceof TooLarge tooLarge
              ? host + " " + tooLarge.getMessage()
              : host + " ends the connection before its answer is complete");
    } catch (TimeoutException late) {
      throw late(host);
    } finally {
      if (!done) {
        request.reset();
      }
    }
  }

  private static <T> T await(Future<T> future, long until)
      throws ExecutionException, TimeoutException, InterruptedException {
    return future
        .toCompletionStage()
        .toCompletableFuture()
        .get(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
  }

  private static boolean isOfTls(Throwable failed) {
    for (Throwable link = failed; link != null; link = link.getCause()) {
      if (link instanceof SSLException) {
        return true;
      }
    }
    return false;
  }

  private static FetchRefused late(String host) {
    return new FetchRefused(host + " does not answer in time");
  }

  /** Path and query, as the function wrote them. */
  private static String target(URI url) {
    String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    return url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
  }

  private static FetchResponse answer(HttpClientResponse response, byte[] body, URI url) {
    List<Map.Entry<String, String>> headers =
        response.headers().entries().stream()
            .map(header -> Map.entry(header.getKey().toLowerCase(Locale.ROOT), header.getValue()))
            .toList();
    return new FetchResponse(response.statusCode(), headers, url, false, body);
  }

  @Override
  public void close() {
    client.close();
  }

  private static final class TooLarge extends RuntimeException {
    TooLarge(String message) {
      super(message, null, false, false);
    }
  }

  /** The body of an answer, counted among all that are being received. */
  private final class Received implements AutoCloseable {

    private final AtomicLong counted = new AtomicLong();

    Future<byte[]> of(HttpClientResponse response) {
      Promise<byte[]> complete = Promise.promise();
      Buffer body = Buffer.buffer();
      response.exceptionHandler(complete::tryFail);
      response.handler(part -> {
        if (body.length() + part.length() > LARGEST_ANSWER) {
          complete.tryFail(new TooLarge("answers with more than 10 MiB"));
          return;
        }
        counted.addAndGet(part.length());
        if (receiving.addAndGet(part.length()) > LARGEST_TOGETHER) {
          complete.tryFail(new TooLarge("is one of too many that answer with much at once"));
          return;
        }
        body.appendBuffer(part);
      });
      response.endHandler(end -> complete.tryComplete(body.getBytes()));
      return complete.future();
    }

    @Override
    public void close() {
      receiving.addAndGet(-counted.getAndSet(0));
    }
  }
}
