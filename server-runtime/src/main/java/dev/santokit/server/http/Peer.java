package dev.santokit.server.http;

import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A client at the other end of a connection, and how long the server waits for it. */
final class Peer {

  /** What becomes of a request whose body does not come as it should. On its event loop. */
  interface Sender {
    /** It takes too long. */
    void tooSlow();

    /** It is no HTTP. */
    void nonsense();
  }

  private final HttpConnection connection;
  private volatile boolean waitedFor = true;

  /** As {@link System#nanoTime} was when the server began to wait. */
  private volatile long since = System.nanoTime();

  /** Sends a body; null while the peer owes the head of a request. */
  private volatile @Nullable Sender sender;

  Peer(HttpConnection connection) {
    this.connection = connection;
  }

  /** Waits for the body of a request. */
  void sendsBody(long now, Sender of) {
    sender = of;
    since = now;
    waitedFor = true;
  }

  /** Waits for nothing: it is the server's turn. */
  void waits() {
    waitedFor = false;
    sender = null;
  }

  /** Waits for another request. */
  void maySend() {
    sender = null;
    since = System.nanoTime();
    waitedFor = true;
  }

  /** What came is no HTTP; false when nobody waits for it. */
  boolean sendsNonsense() {
    Sender broken = sender;
    if (broken == null) {
      return false;
    }
    waits();
    broken.nonsense();
    return true;
  }

  /**
   * Ends what takes too long. On the event loop of the connection.
   *
   * @param head how long the head of a request may take, from the end of what was before
   * @param body how long its body may take
   */
  void check(Duration head, Duration body) {
    if (!waitedFor) {
      return;
    }
    Sender slow = sender;
    long waited = System.nanoTime() - since;
    if (slow == null && waited > head.toNanos()) {
      var ignored = connection.close();
    } else if (slow != null && waited > body.toNanos()) {
      waits();
      slow.tooSlow();
    }
  }
}
