package dev.santokit.project.release;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

  /** Shards have names of two digits. */
  static final int MOST_SHARDS = 99;

  /** <code>"path":"piece",</code> has so many bytes beside path and piece. */
  private static final int AROUND = 6;

  /** Braces, less the comma that the last piece has not. */
  private static final int EMPTY = 1;

  /**
   * Lays out functions.
   *
   * @param packed by path
   * @param previous the places of the release before; empty without one
   * @param capacity the most bytes of JSON that a shard holds; it then has fewer after compression
   * @throws ReleaseRefused when they do not fit into 99 shards
   */
  static ShardLayout of(
      SortedMap<String, String> packed, Map<String, List<String>> previous, int capacity)
      throws ReleaseRefused {
    var building = new Building(capacity);
    var unplaced = new TreeMap<String, List<String>>();
    packed.forEach((path, text) -> {
      List<String> pieces = cut(text, capacity - EMPTY - path.length() - AROUND);
      List<String> before = previous.getOrDefault(path, List.of());
      if (before.size() != pieces.size() || !building.take(path, pieces, before)) {
        unplaced.put(path, pieces);
      }
    });
    for (var function : unplaced.entrySet()) {
      building.place(function.getKey(), function.getValue());
    }
    return new ShardLayout(building.shards, building.places);
  }

  /** Cuts between characters into pieces of at most {@code most} bytes each. */
  private static List<String> cut(String text, int most) {
    List<String> pieces = new ArrayList<>();
    int from = 0;
    int size = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      int bytes = bytes(c);
      if (size + bytes > most) {
        pieces.add(text.substring(from, i));
        from = i;
        size = 0;
      }
      size += bytes;
      i += Character.charCount(c);
    }
    pieces.add(text.substring(from));
    return pieces;
  }

  /** How many bytes a character takes in a JSON string in UTF-8. */
  private static int bytes(int c) {
    if (c < 0x80) {
      return c == '"' || c == '\\' ? 2 : c < 0x20 ? "\\u0000".length() : 1;
    }
    return c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
  }

  private static int bytes(String text) {
    return text.codePoints().map(ShardLayout::bytes).sum();
  }

  private static final class Building {
    private final int capacity;
    private final TreeMap<String, SortedMap<String, String>> shards = new TreeMap<>();
    private final TreeMap<String, Integer> sizes = new TreeMap<>();
    private final TreeMap<String, List<String>> places = new TreeMap<>();

    Building(int capacity) {
      this.capacity = capacity;
    }

    /** Puts pieces where they were before, if they all still fit. */
    boolean take(String path, List<String> pieces, List<String> before) {
      for (int i = 0; i < pieces.size(); i++) {
        if (!fits(before.get(i), path, pieces.get(i))) {
          return false;
        }
      }
      for (int i = 0; i < pieces.size(); i++) {
        put(before.get(i), path, pieces.get(i));
      }
      return true;
    }

    /** Puts each piece into the first shard with room for it. */
    void place(String path, List<String> pieces) throws ReleaseRefused {
      for (String piece : pieces) {
        put(roomFor(path, piece), path, piece);
      }
    }

    private String roomFor(String path, String piece) throws ReleaseRefused {
      for (int i = 1; i <= MOST_SHARDS; i++) {
        String shard = String.format(Locale.ROOT, "%02d", i);
        if (fits(shard, path, piece)) {
          return shard;
        }
      }
      throw new ReleaseRefused("the functions do not fit into " + MOST_SHARDS + " shards");
    }

    private boolean fits(String shard, String path, String piece) {
      boolean another = shards.getOrDefault(shard, Collections.emptySortedMap()).containsKey(path);
      return !another && sizes.getOrDefault(shard, EMPTY) + size(path, piece) <= capacity;
    }

    private void put(String shard, String path, String piece) {
      shards.computeIfAbsent(shard, name -> new TreeMap<>()).put(path, piece);
      sizes.put(shard, sizes.getOrDefault(shard, EMPTY) + size(path, piece));
      places.computeIfAbsent(path, name -> new ArrayList<>()).add(shard);
    }

    private static int size(String path, String piece) {
      return path.length() + AROUND + bytes(piece);
    }
  }
}
