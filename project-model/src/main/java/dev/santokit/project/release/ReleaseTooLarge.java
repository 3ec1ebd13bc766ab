package dev.santokit.project.release;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** A release has more than its shards hold. The message names the largest functions. */
public final class ReleaseTooLarge extends ReleaseRefused {

  private static final int NAMED = 10;

  private final List<Function> largest;

  /**
   * A function and its size.
   *
   * @param bytes with its modules, compressed
   */
  public record Function(String path, long bytes) {
    @Override
    public String toString() {
      return path + " (" + kib(bytes) + ")";
    }
  }

  private ReleaseTooLarge(String message, List<Function> largest) {
    super(message);
    this.largest = largest;
  }

  /**
   * Says so.
   *
   * @param sizes of all functions, compressed, by path
   * @param shardBytes the most that a shard has, compressed
   */
  static ReleaseTooLarge of(SortedMap<String, Long> sizes, long shardBytes, int mostShards) {
    List<Function> largest =
        sizes.entrySet().stream()
            .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
            .limit(NAMED)
            .map(size -> new Function(size.getKey(), size.getValue()))
            .toList();
    long inAll = sizes.values().stream().mapToLong(size -> size).sum();
    String names = largest.stream().map(Function::toString).collect(Collectors.joining(", "));
    return new ReleaseTooLarge(
        "the functions have %s compressed, more than %d shards of %s hold; the largest are %s"
            .formatted(kib(inAll), mostShards, kib(shardBytes), names),
        largest);
  }

  private static String kib(long bytes) {
    return String.format(Locale.ROOT, "%,d KiB", (bytes + 1023) / 1024);
  }

  /** The largest functions, at most ten, the largest first. */
  public List<Function> largest() {
    return largest;
  }
}
