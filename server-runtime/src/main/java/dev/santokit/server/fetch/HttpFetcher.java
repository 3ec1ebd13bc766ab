package dev.santokit.server.fetch;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import java.time.Duration;
import java.util.concurrent.FutureTask;

/** Asks over HTTP. One for a server. */
public final class HttpFetcher implements Fetcher, AutoCloseable {

  /** How long one answer may take, with all its redirects. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Fetching fetching;
  private final VertxWire wire;

  /** On event loops, to the servers that a project names; certificates are those Java trusts. */
  public HttpFetcher(Vertx vertx, Egress egress) {
    this(vertx, egress, new HttpClientOptions());
  }

  HttpFetcher(Vertx vertx, Egress egress, HttpClientOptions trust) {
    wire = new VertxWire(vertx, trust);
    fetching = new Fetching(egress, wire);
  }

  @Override
  public Asking start(FetchRequest request, Runnable done) {
    var asking = new Asking(new FutureTask<>(() -> fetching.answer(request, PATIENCE)), done);
    Thread.ofVirtual().name("fetch").start(asking::run);
    return asking;
  }

  @Override
  public void close() {
    wire.close();
  }
}
