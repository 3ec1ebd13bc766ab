package dev.santokit.server.js;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.santokit.server.call.Deadline;
import dev.santokit.server.call.Refusal;
import dev.santokit.server.fetch.Asking;
import dev.santokit.server.fetch.FetchRefused;
import dev.santokit.server.fetch.FetchRequest;
import dev.santokit.server.fetch.FetchResponse;
import dev.santokit.server.fetch.Fetcher;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one call to other servers. They run at the same time, while the call goes on; the
 * call takes up what has come when it has nothing else to do.
 */
final class Fetches implements AutoCloseable {

  private static final int MOST_AT_ONCE = 6;

  /** Bytes of answers that a call may hold without reading them. */
  private static final long MOST_UNREAD = 20L << 20;

  private final Fetcher fetcher;
  private final Deadline deadline;
  private final Map<Integer, Asking> underway = new HashMap<>();
  private final Map<Integer, byte[]> unread = new HashMap<>();
  private final BlockingQueue<Integer> over = new LinkedBlockingQueue<>();
  private final Queue<Integer> taken = new ArrayDeque<>();
  private long unreadBytes;
  private int begun;

  Fetches(Fetcher fetcher, Deadline deadline) {
    this.fetcher = fetcher;
    this.deadline = deadline;
  }

  /**
   * Begins one; waits when too many are under way.
   *
   * @return its number
   */
  int begin(JsonNode described, byte[] body) throws FetchRefused {
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    JsonNode list = described.path("headers");
    for (int i = 0; i + 1 < list.size(); i += 2) {
      headers.add(Map.entry(list.get(i).asText(), list.get(i + 1).asText()));
    }
    var request =
        FetchRequest.of(
            described.path("method").asText(),
            described.path("url").asText(),
            headers,
            body,
            described.path("redirect").asText());
    while (underway.size() - taken.size() >= MOST_AT_ONCE) {
      taken.add(waited());
    }
    int number = ++begun;
    underway.put(number, fetcher.start(request, () -> over.add(number)));
    return number;
  }

  /** The number of one that is over, waited for; null when none is under way. */
  @Nullable Integer next() {
    if (!taken.isEmpty()) {
      return taken.remove();
    }
    return underway.isEmpty() ? null : waited();
  }

  private Integer waited() {
    try {
      Integer number = over.poll(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
      if (number == null) {
        throw Refusal.timeout();
      }
      return number;
    } catch (InterruptedException cut) {
      Thread.currentThread().interrupt();
      throw Refusal.timeout();
    }
  }

  /** What the prelude makes a response of, but for its body. */
  ObjectNode head(int number) throws FetchRefused {
    Asking asking = underway.remove(number);
    if (asking == null) {
      throw new IllegalStateException("no such request: " + number);
    }
    FetchResponse response = asking.answer();
    if (unreadBytes + response.body().length > MOST_UNREAD) {
      throw FetchRefused.unread();
    }
    unreadBytes += response.body().length;
    unread.put(number, response.body());
    ObjectNode head = JsonNodeFactory.instance.objectNode();
    head.put("status", response.status());
    head.put("url", response.url().toString());
    head.put("redirected", response.redirected());
    var headers = head.putArray("headers");
    response.headers().forEach(header -> headers.add(header.getKey()).add(header.getValue()));
    return head;
  }

  /** The body of one that was taken up; once. */
  byte[] body(int number) {
    byte[] body = unread.remove(number);
    if (body == null) {
      throw new IllegalStateException("no such body: " + number);
    }
    unreadBytes -= body.length;
    return body;
  }

  /** Nobody waits for what is still under way. */
  @Override
  public void close() {
    underway.values().forEach(Asking::cancel);
    underway.clear();
    unread.clear();
  }
}
