package dev.santokit.project.release;

import static java.util.stream.Collectors.toMap;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which shard holds which part of which function. A function keeps its shard from one release to
 * the next while it fits, so that an edit of one function rewrites one shard.
 *
 * @param shards by name ({@code 01} to {@code 99}): pieces of packed functions by path
 * @param places by path: the shards whose pieces, one after the other, are the function
 */
record ShardLayout(
    SortedMap<String, SortedMap<String, String>> shards, SortedMap<String, List<String>> places) {

  /** The most bytes of a shard before compression: readers inflate no more. */
  static final int MOST_INFLATED = 16 << 20;

  /**
   * Lays out functions.
   *
   * @param packed by path
   * @param previous the places of the release before; empty without one
   * @param capacity the most bytes that a shard has, compressed
   * @param mostShards at most 99
   * @throws ReleaseTooLarge when they do not fit
   */
  static ShardLayout of(
      SortedMap<String, String> packed,
      Map<String, List<String>> previous,
      long capacity,
      int mostShards)
      throws ReleaseTooLarge {
    var cutter = new Cutter(capacity, mostShards);
    var building = new Building(capacity, mostShards);
    var unplaced = new TreeMap<String, List<Piece>>();
    boolean all = true;
    for (var function : packed.entrySet()) {
      List<Piece> pieces = cutter.cut(function.getKey(), function.getValue());
      List<String> before = previous.getOrDefault(function.getKey(), List.of());
      all &= !pieces.isEmpty();
      if (before.size() != pieces.size() || !building.take(function.getKey(), pieces, before)) {
        unplaced.put(function.getKey(), pieces);
      }
    }
    for (var function : unplaced.entrySet()) {
      all = all && building.place(function.getKey(), function.getValue());
    }
    if (!all) {
      throw ReleaseTooLarge.of(sizes(packed), capacity, mostShards);
    }
    return new ShardLayout(building.texts(), building.places);
  }

  private static SortedMap<String, Long> sizes(SortedMap<String, String> packed) {
    var sizes = new TreeMap<String, Long>();
    packed.forEach((path, text) -> sizes.put(path, new Piece(path, text).compressed()));
    return sizes;
  }

  /**
   * Cuts functions that are larger than a shard.
   *
   * @param capacity of a shard, compressed
   */
  private record Cutter(long capacity, int mostPieces) {

    /** The fewest pieces of about one length that each fit a shard; none when it takes too many. */
    List<Piece> cut(String path, String text) {
      var whole = new Piece(path, text);
      if (fits(whole)) {
        return List.of(whole);
      }
      long least =
          Math.max(2, Math.max(whole.compressed() / capacity, whole.inflated() / MOST_INFLATED));
      for (long count = least; count <= mostPieces; count++) {
        List<Piece> pieces = cut(path, text, (int) count);
        if (pieces.stream().allMatch(this::fits)) {
          return pieces;
        }
      }
      return List.of();
    }

    private boolean fits(Piece piece) {
      return piece.inflated() <= MOST_INFLATED
          && (piece.inflated() <= capacity || piece.compressed() <= capacity);
    }

    /** Cuts between characters. */
    private static List<Piece> cut(String path, String text, int count) {
      List<Piece> pieces = new ArrayList<>();
      int from = 0;
      for (int i = 1; i <= count; i++) {
        int to = (int) ((long) text.length() * i / count);
        if (to < text.length() && to > 0 && Character.isLowSurrogate(text.charAt(to))) {
          to++;
        }
        pieces.add(new Piece(path, text.substring(from, to)));
        from = to;
      }
      return pieces;
    }
  }

  /** A shard that is being filled. */
  private static final class Shard {
    private final SortedMap<String, Piece> pieces = new TreeMap<>();
    private long inflated;
    private OptionalLong compressed = OptionalLong.empty();

    /** Most shards fit as they are, so that nothing need be compressed to know it. */
    boolean hasRoom(String path, Piece piece, long capacity) {
      return !pieces.containsKey(path)
          && inflated + piece.inflated() <= MOST_INFLATED
          && (inflated + piece.inflated() <= capacity
              || compressed() + piece.compressed() <= capacity);
    }

    private long compressed() {
      if (compressed.isEmpty()) {
        compressed = OptionalLong.of(pieces.values().stream().mapToLong(Piece::compressed).sum());
      }
      return compressed.getAsLong();
    }

    void put(String path, Piece piece) {
      pieces.put(path, piece);
      inflated += piece.inflated();
      if (compressed.isPresent()) {
        compressed = OptionalLong.of(compressed.getAsLong() + piece.compressed());
      }
    }
  }

  private static final class Building {
    private final long capacity;
    private final int mostShards;
    private final TreeMap<String, Shard> shards = new TreeMap<>();
    private final TreeMap<String, List<String>> places = new TreeMap<>();

    Building(long capacity, int mostShards) {
      this.capacity = capacity;
      this.mostShards = mostShards;
    }

    /** Puts pieces where they were before, if they all still fit. */
    boolean take(String path, List<Piece> pieces, List<String> before) {
      for (int i = 0; i < pieces.size(); i++) {
        if (!exists(before.get(i)) || !hasRoom(before.get(i), path, pieces.get(i))) {
          return false;
        }
      }
      for (int i = 0; i < pieces.size(); i++) {
        put(before.get(i), path, pieces.get(i));
      }
      return true;
    }

    /** Puts each piece into the first shard with room for it; false when there is none. */
    boolean place(String path, List<Piece> pieces) {
      for (Piece piece : pieces) {
        int shard = 1;
        while (shard <= mostShards && !hasRoom(name(shard), path, piece)) {
          shard++;
        }
        if (shard > mostShards) {
          return false;
        }
        put(name(shard), path, piece);
      }
      return true;
    }

    /** Whether there is such a shard: the release before may have had more of them. */
    private boolean exists(String shard) {
      return shard.compareTo(name(1)) >= 0 && shard.compareTo(name(mostShards)) <= 0;
    }

    private static String name(int shard) {
      return String.format(Locale.ROOT, "%02d", shard);
    }

    private boolean hasRoom(String shard, String path, Piece piece) {
      Shard there = shards.get(shard);
      return (there == null ? new Shard() : there).hasRoom(path, piece, capacity);
    }

    private void put(String shard, String path, Piece piece) {
      shards.computeIfAbsent(shard, name -> new Shard()).put(path, piece);
      places.computeIfAbsent(path, name -> new ArrayList<>()).add(shard);
    }

    SortedMap<String, SortedMap<String, String>> texts() {
      var texts = new TreeMap<String, SortedMap<String, String>>();
      shards.forEach((name, shard) ->
          texts.put(
              name,
              shard.pieces.entrySet().stream()
                  .collect(
                      toMap(
                          Map.Entry::getKey,
                          piece -> piece.getValue().text(),
                          (one, other) -> one,
                          TreeMap::new))));
      return Collections.unmodifiableSortedMap(texts);
    }
  }
}
