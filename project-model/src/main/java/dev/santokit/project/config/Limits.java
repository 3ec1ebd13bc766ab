package dev.santokit.project.config;

import java.time.Duration;

/**
 * What a call may take. Sizes are in bytes.
 *
 * @param callTimeout wall time of a call; also the most that a function's own timeout may be
 * @param maxRequestBody of a request
 * @param bufferedBody of an answer that is built in memory and sent after commit
 * @param maxBody of an answer that is streamed, which only a {@code readOnly} function's may be
 * @param maxRows the most that {@code limit} of a select on crud may be
 * @param jsAllocation that a call of JavaScript may allocate in all, whether or not it still holds
 *     it
 */
public record Limits(
    Duration callTimeout,
    long maxRequestBody,
    long bufferedBody,
    long maxBody,
    int maxRows,
    long jsAllocation) {

  /** What a project gets that says nothing. */
  public static final Limits DEFAULT =
      new Limits(Duration.ofSeconds(10), 1L << 20, 1L << 20, 32L << 20, 1000, 1L << 30);

  /** The longest call: what waits longer is a job, not a call. */
  static final String LONGEST_CALL = "1h";

  /** The largest body that is held in memory. */
  static final String LARGEST_BODY = "1Gi";

  /** The largest body that is streamed. */
  static final String LARGEST_STREAM = "1Ti";

  /** The most rows, which are built in memory. */
  static final int MOST_ROWS = 1_000_000;

  /** Less than this no function could do anything with. */
  static final String LEAST_ALLOCATION = "1Mi";

  /** More than this is no bound. */
  static final String MOST_ALLOCATION = "1Ti";
}
