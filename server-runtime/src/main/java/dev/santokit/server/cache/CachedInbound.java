package dev.santokit.server.cache;

import dev.santokit.server.call.CallRequest;
import dev.santokit.server.call.Deadline;
import dev.santokit.server.call.Inbound;
import dev.santokit.server.call.Origin;
import dev.santokit.server.trace.Span;
import java.util.Collections;
import java.util.TreeMap;

/**
 * A request whose answer others get, too: logic sees nothing of it that others do not share, and
 * the run goes on when its client goes away, until it begins to send.
 */
record CachedInbound(Inbound one) implements Inbound {

  @Override
  public String requestId() {
    return one.requestId();
  }

  @Override
  public CallRequest forLogic() {
    return new CallRequest(
        "POST",
        "/call",
        Collections.unmodifiableSortedMap(new TreeMap<>()),
        one.requestId(),
        one.forLogic().clientAddress());
  }

  @Override
  public Origin origin() {
    return one.origin();
  }

  @Override
  public Span span() {
    return one.span();
  }

  @Override
  public boolean isGone() {
    return one.hasParts() && one.isGone();
  }

  @Override
  public boolean takesParts() {
    return one.takesParts();
  }

  @Override
  public boolean hasParts() {
    return one.hasParts();
  }

  @Override
  public void send(byte[] bytes, int length, Deadline until) {
    one.send(bytes, length, until);
  }
}
