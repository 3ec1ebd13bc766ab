package dev.santokit.cli.log;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * A line of a pod's log.
 *
 * @param time when the node took it
 * @param pod the pod's name
 * @param text as the container wrote it, without line end
 */
public record PodLine(Instant time, String pod, String text) {

  /** The order in which lines were written; lines of one pod and time keep theirs. */
  public static final Comparator<PodLine> BY_TIME = Comparator.comparing(PodLine::time);

  /** Reads a line with the node's time before it; empty when it has none. */
  public static Optional<PodLine> parse(String pod, String stamped) {
    int space = stamped.indexOf(' ');
    String time = space < 0 ? stamped : stamped.substring(0, space);
    try {
      return Optional.of(
          new PodLine(Instant.parse(time), pod, space < 0 ? "" : stamped.substring(space + 1)));
    } catch (DateTimeException none) {
      return Optional.empty();
    }
  }
}
