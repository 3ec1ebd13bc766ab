package dev.santokit.server.call;

import dev.santokit.server.trace.Span;

/** A request from outside that a call comes from, and whoever sent it. */
public interface Inbound extends Client {

  /** What answers and logs call it. */
  String requestId();

  /** What logic may know of it; made when logic asks. */
  CallRequest forLogic();

  /** What tells it from others in logs; made when something is worth a line. */
  Origin origin();

  /** The whole of it, for whoever traces. */
  Span span();
}
