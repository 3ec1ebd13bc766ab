package dev.santokit.cli.log;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which lines are wanted.
 *
 * @param function path of the only function whose lines are; null: all, and those about none
 * @param request id of the only request whose lines are; null: all, and those about none
 */
public record LogFilter(@Nullable String function, @Nullable String request) {

  /** Whether any line is left out. */
  public boolean leavesOut() {
    return function != null || request != null;
  }

  /** Whether the line is wanted. */
  public boolean wants(String line) {
    if (!leavesOut()) {
      return true;
    }
    Optional<LogLine> read = LogLine.parse(line);
    return read.isPresent()
        && (function == null || function.equals(read.get().function()))
        && (request == null || request.equals(read.get().request()));
  }
}
