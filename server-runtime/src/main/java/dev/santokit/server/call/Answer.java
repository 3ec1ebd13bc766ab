package dev.santokit.server.call;

import java.util.OptionalLong;

/**
 * What a function answers. Whatever it wrote is committed.
 *
 * @param json one JSON value in UTF-8; nobody changes the array
 * @param rowsAffected how many rows a statement without a result changed; empty otherwise
 */
@SuppressWarnings("ArrayRecordComponent") // one copy fewer on every call; nobody compares answers
public record Answer(byte[] json, OptionalLong rowsAffected) {

  /** A value. */
  public static Answer of(byte[] json) {
    return new Answer(json, OptionalLong.empty());
  }
}
