package dev.santokit.project.config;

import java.time.Duration;

/**
 * What a call may take.
 *
 * @param callTimeout wall time of a call; also the most that a function's own timeout may be
 * @param maxRequestBody bytes of a request
 * @param bufferedBody bytes of an answer, which is built in memory and sent after commit
 */
public record Limits(Duration callTimeout, long maxRequestBody, long bufferedBody) {

  /** What a project gets that says nothing. */
  public static final Limits DEFAULT = new Limits(Duration.ofSeconds(10), 1L << 20, 1L << 20);

  /** The longest call: what waits longer is a job, not a call. */
  static final String LONGEST_CALL = "1h";

  /** The largest body, since it is held in memory. */
  static final String LARGEST_BODY = "1Gi";
}
