package dev.santokit.project.release;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The files that carry a release to the server: {@code manifest.json.gz}, and {@code
 * shard-01.json.gz} and so on with the functions.
 *
 * @param files bytes by name, not to be changed
 */
public record ReleaseFiles(SortedMap<String, byte[]> files) {

  /** The manifest. */
  public static final String MANIFEST = "manifest.json.gz";

  /** The most bytes of a shard, compressed: it fits a ConfigMap of 1 MiB with room to spare. */
  public static final long SHARD_BYTES = 900 * 1024;

  /** The most shards that a cluster mounts. */
  public static final int MOST_SHARDS = 7;

  /** The most shards that there are names for. */
  static final int MOST_NAMED_SHARDS = 99;

  static final Predicate<String> IS_SHARD_NAME = Pattern.compile("[0-9]{2}").asMatchPredicate();
  static final Predicate<String> IS_SHARD_FILE =
      Pattern.compile("shard-[0-9]{2}\\.json\\.gz").asMatchPredicate();

  /** Copies the map. */
  public ReleaseFiles {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  /** The file of a shard: {@code shard-01.json.gz} of {@code 01}. */
  static String shardFile(String shard) {
    return "shard-" + shard + ".json.gz";
  }

  /**
   * The files of a release. A function keeps the shard that it had, and a shard whose content is
   * the same keeps its bytes: an edit of one function changes its shard and the manifest. Equal
   * arguments give equal bytes.
   *
   * @param previous the files of the release before, of which none need be whole; null without one
   * @param shardBytes the most that a shard has, compressed
   * @throws ReleaseTooLarge when the functions do not fit into {@link #MOST_SHARDS} such shards
   */
  public static ReleaseFiles of(Release release, @Nullable ReleaseFiles previous, long shardBytes)
      throws ReleaseTooLarge {
    return of(release, previous, shardBytes, MOST_SHARDS);
  }

  static ReleaseFiles of(
      Release release, @Nullable ReleaseFiles previous, long shardBytes, int mostShards)
      throws ReleaseTooLarge {
    var packed = new TreeMap<String, String>();
    release.functions().forEach((path, function) -> packed.put(path.value(), function.packed()));
    ShardLayout layout = ShardLayout.of(packed, places(previous), shardBytes, mostShards);
    var files = new TreeMap<String, byte[]>();
    var shards = new TreeMap<String, Manifest.Shard>();
    layout
        .shards()
        .forEach((name, pieces) -> {
          byte[] bytes = shardBytes(pieces);
          shards.put(name, new Manifest.Shard(Sha256.of(bytes), bytes.length));
          files.put(shardFile(name), compressed(shardFile(name), bytes, previous));
        });
    byte[] manifest = CanonicalJson.bytes(manifest(release, layout, shards).toJson());
    files.put(MANIFEST, compressed(MANIFEST, manifest, previous));
    return new ReleaseFiles(files);
  }

  /** As before when it holds the same: another version of Java may compress differently. */
  private static byte[] compressed(String file, byte[] bytes, @Nullable ReleaseFiles previous) {
    byte[] before = previous == null ? null : previous.files.get(file);
    return before != null && holds(before, bytes) ? before : Gzip.deflate(bytes);
  }

  private static boolean holds(byte[] gzip, byte[] bytes) {
    try {
      return Arrays.equals(Gzip.inflate(gzip, bytes.length, "it"), bytes);
    } catch (ReleaseRefused somethingElse) {
      return false;
    }
  }

  private static Manifest manifest(
      Release release, ShardLayout layout, SortedMap<String, Manifest.Shard> shards) {
    var functions = new TreeMap<String, Manifest.Entry>();
    release
        .functions()
        .forEach((path, function) ->
            functions.put(
                path.value(),
                new Manifest.Entry(
                    function.type().word(),
                    function.hash(),
                    layout.places().getOrDefault(path.value(), List.of()),
                    function.config().toJson())));
    return new Manifest(
        release.project(),
        release.digest(),
        release.revision(),
        release.createdAt(),
        release.commit(),
        functions,
        release.permissions().toJson(),
        shards);
  }

  /** Where the functions of a release are; nowhere when its manifest is not readable. */
  private static Map<String, List<String>> places(@Nullable ReleaseFiles previous) {
    if (previous == null) {
      return Map.of();
    }
    try {
      var places = new HashMap<String, List<String>>();
      new ReleaseReader(previous::file)
          .manifest()
          .functions()
          .forEach((path, entry) -> {
            if (entry.shards().stream().allMatch(IS_SHARD_NAME)) {
              places.put(path, entry.shards());
            }
          });
      return places;
    } catch (IOException | ReleaseRefused noReleaseToKeepPlacesOf) {
      return Map.of();
    }
  }

  private static byte[] shardBytes(SortedMap<String, String> pieces) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    pieces.forEach(json::put);
    return CanonicalJson.bytes(json);
  }

  /**
   * Reads the release and verifies all of it.
   *
   * @throws ReleaseRefused when it is not what its manifest says, or too large
   */
  public Release read() throws ReleaseRefused {
    try {
      return new ReleaseReader(this::file).release();
    } catch (NoSuchFileException e) {
      throw new ReleaseRefused("there is no " + MANIFEST, e);
    } catch (IOException e) {
      throw new ReleaseRefused("memory does not fail to be read", e);
    }
  }

  private byte[] file(String name, int most) throws IOException, ReleaseRefused {
    byte[] bytes = files.get(name);
    if (bytes == null) {
      throw new NoSuchFileException(name);
    }
    if (bytes.length > most) {
      throw new ReleaseRefused(name + " has more than " + most + " bytes");
    }
    return bytes;
  }
}
