package dev.santokit.server.call;

/** A request from outside that a call comes from, and whoever sent it. */
public interface Inbound extends Client {

  /** What answers and logs call it. */
  String requestId();

  /** What logic may know of it; made when logic asks. */
  CallRequest forLogic();
}
