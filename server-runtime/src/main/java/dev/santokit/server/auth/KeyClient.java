package dev.santokit.server.auth;

import dev.santokit.project.network.AddressRule;
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
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Fetches what issuers publish. The address of a name is looked up and checked here, and it is this
 * very address that is connected to; redirects are not followed. An answer is bounded in size and
 * in time.
 */
final class KeyClient implements AutoCloseable {

  private static final int LARGEST = 256 * 1024;
  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final Duration WHOLE = Duration.ofSeconds(10);

  private final HttpClient client;
  private final Function<URI, AddressRule> rules;

  /**
   * For all issuers of a project.
   *
   * @param rules where what a URL names may lie
   */
  KeyClient(Vertx vertx, Function<URI, AddressRule> rules) {
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setKeepAlive(false)
                .setConnectTimeout((int) CONNECT.toMillis()));
    this.rules = rules;
  }

  /**
   * The body of a document.
   *
   * @param uri of http or https, with a host
   * @throws IOException when there is none; its message names no more than the host and why
   */
  byte[] get(URI uri) throws IOException {
    InetAddress address = address(uri);
    boolean secure = "https".equalsIgnoreCase(uri.getScheme());
    int port = uri.getPort() > 0 ? uri.getPort() : secure ? 443 : 80;
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    var options =
        new RequestOptions()
            .setMethod(HttpMethod.GET)
            .setSsl(secure)
            .setHost(uri.getHost())
            .setPort(port)
            .setServer(SocketAddress.inetSocketAddress(port, address.getHostAddress()))
            .setURI(uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery())
            .putHeader("Accept", "application/json");
    var asked = new AtomicReference<@Nullable HttpClientRequest>();
    Future<Buffer> body =
        client
            .request(options)
            .compose(request -> {
              asked.set(request);
              return request.send();
            })
            .compose(KeyClient::body);
    try {
      return body.toCompletionStage()
          .toCompletableFuture()
          .get(WHOLE.toMillis(), TimeUnit.MILLISECONDS)
          .getBytes();
    } catch (TimeoutException slow) {
      throw new IOException(uri.getHost() + " took longer than " + WHOLE.toSeconds() + " s", slow);
    } catch (ExecutionException failed) {
      Throwable cause = failed.getCause() == null ? failed : failed.getCause();
      throw new IOException(uri.getHost() + ": " + cause.getMessage(), failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("stopped");
    } finally {
      HttpClientRequest request = asked.get();
      if (request != null) {
        boolean ignored = request.reset();
      }
    }
  }

  /** The first address of a name, when all of them are allowed. */
  private InetAddress address(URI uri) throws IOException {
    AddressRule rule = rules.apply(uri);
    InetAddress[] addresses = InetAddress.getAllByName(uri.getHost());
    for (InetAddress address : addresses) {
      try {
        rule.check(address);
      } catch (AddressRule.Refused refused) {
        throw new IOException(uri.getHost() + ": " + refused.getMessage(), refused);
      }
    }
    return addresses[0];
  }

  private static Future<Buffer> body(HttpClientResponse response) {
    if (response.statusCode() != 200) {
      return Future.failedFuture("it answers " + response.statusCode());
    }
    Promise<Buffer> whole = Promise.promise();
    var body = Buffer.buffer();
    response.exceptionHandler(whole::tryFail);
    response.handler(chunk -> {
      if (body.length() + chunk.length() <= LARGEST) {
        body.appendBuffer(chunk);
      } else {
        whole.tryFail("its answer is larger than " + LARGEST + " bytes");
      }
    });
    response.endHandler(end -> whole.tryComplete(body));
    return whole.future();
  }

  @Override
  public void close() {
    var ignored = client.close();
  }
}
