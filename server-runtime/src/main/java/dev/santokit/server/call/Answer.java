package dev.santokit.server.call;

import java.util.OptionalLong;

/**
 * What a function answers. Whatever it wrote is committed.
 *
 * @param json one JSON value in UTF-8; nobody changes the array
 * @param rowsAffected how many rows a statement without a result changed; empty otherwise
 * @param total how many rows there are, of which the answer has some; empty when nobody asked
 */
@SuppressWarnings("ArrayRecordComponent") // one copy fewer on every call; nobody compares answers
public record Answer(byte[] json, OptionalLong rowsAffected, OptionalLong total) {

  /** Of a call that nobody asked to count. */
  public Answer(byte[] json, OptionalLong rowsAffected) {
    this(json, rowsAffected, OptionalLong.empty());
  }

  /** A value. */
  public static Answer of(byte[] json) {
    return new Answer(json, OptionalLong.empty());
  }

  /** The same, of so many rows. */
  public Answer withTotal(long rows) {
    return new Answer(json, rowsAffected, OptionalLong.of(rows));
  }
}
