package dev.santokit.project.release;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.santokit.project.logic.FunctionConfig;
import dev.santokit.project.logic.FunctionPath;
import dev.santokit.project.logic.LogicType;
import dev.santokit.project.permissions.Permissions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder that carries a release to the server: {@code manifest.json.gz} and {@code
 * shard-01.json.gz} and so on. Whoever reads it trusts nothing in it: every hash is computed again,
 * and nothing is inflated beyond what was declared and what is allowed.
 */
public final class ReleaseFolder {

  /** The manifest; a baked image may hold it without {@code .gz} instead. */
  public static final String MANIFEST = "manifest.json.gz";

  private static final String PLAIN_MANIFEST = "manifest.json";

  /** So that a shard fits a ConfigMap of 1 MiB even if it does not compress at all. */
  private static final int SHARD_CAPACITY = 900 * 1024;

  private static final int MOST_MANIFEST = 16 << 20;
  private static final int MOST_SHARD = 16 << 20;
  private static final long MOST_IN_ALL = 128L << 20;

  private static final Predicate<String> IS_SHARD_NAME =
      Pattern.compile("[0-9]{2}").asMatchPredicate();
  private static final Predicate<String> IS_SHARD_FILE =
      Pattern.compile("shard-[0-9]{2}\\.json\\.gz").asMatchPredicate();

  private ReleaseFolder() {}

  /**
   * Writes a release: shards, then the manifest, each by renaming a complete file. Functions keep
   * the shards that the folder's manifest gives them, and files that would not change are not
   * touched. Between the first shard and the manifest a reader finds hashes that do not match.
   *
   * @param folder is made when it is not there
   * @throws ReleaseRefused when the functions do not fit into 99 shards
   */
  public static void write(Path folder, Release release) throws IOException, ReleaseRefused {
    Files.createDirectories(folder);
    var packed = new TreeMap<String, String>();
    release.functions().forEach((path, function) -> packed.put(path.value(), function.packed()));
    ShardLayout layout = ShardLayout.of(packed, places(folder), SHARD_CAPACITY);
    var shards = new TreeMap<String, Manifest.Shard>();
    for (var shard : layout.shards().entrySet()) {
      byte[] bytes = shardBytes(shard.getValue());
      shards.put(shard.getKey(), new Manifest.Shard(Sha256.of(bytes), bytes.length));
      put(folder.resolve(shardFile(shard.getKey())), Gzip.deflate(bytes));
    }
    Manifest manifest = manifest(release, layout, shards);
    put(folder.resolve(MANIFEST), Gzip.deflate(CanonicalJson.bytes(manifest.toJson())));
    removeOtherShards(folder, shards);
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

  /** Where the release that is in the folder has its functions; nowhere when there is none. */
  private static Map<String, List<String>> places(Path folder) {
    try {
      var places = new HashMap<String, List<String>>();
      readManifest(folder)
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

  private static String shardFile(String name) {
    return "shard-" + name + ".json.gz";
  }

  private static void put(Path file, byte[] bytes) throws IOException {
    if (Files.isRegularFile(file) && Arrays.equals(Files.readAllBytes(file), bytes)) {
      return;
    }
    Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
    Files.write(unfinished, bytes);
    Files.move(
        unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void removeOtherShards(Path folder, SortedMap<String, Manifest.Shard> shards)
      throws IOException {
    List<Path> files;
    try (Stream<Path> listed = Files.list(folder)) {
      files = listed.toList();
    }
    for (Path file : files) {
      String name = String.valueOf(file.getFileName());
      boolean ours = shards.keySet().stream().anyMatch(shard -> shardFile(shard).equals(name));
      if (IS_SHARD_FILE.test(name) && !ours) {
        Files.deleteIfExists(file);
      }
    }
  }

  /**
   * Reads a release and verifies all of it.
   *
   * @throws ReleaseRefused when there is none, or it is not what its manifest says, or too large
   */
  public static Release read(Path folder) throws ReleaseRefused {
    try {
      Manifest manifest = readManifest(folder);
      return release(manifest, contents(manifest, readShards(folder, manifest)));
    } catch (IOException e) {
      throw new ReleaseRefused("the folder " + folder + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static Manifest readManifest(Path folder) throws IOException, ReleaseRefused {
    byte[] bytes;
    try {
      bytes = inflated(folder.resolve(MANIFEST), MOST_MANIFEST);
    } catch (NoSuchFileException e) {
      try {
        bytes = bounded(folder.resolve(PLAIN_MANIFEST), MOST_MANIFEST);
      } catch (NoSuchFileException neither) {
        throw new ReleaseRefused("there is no " + MANIFEST + " in " + folder, neither);
      }
    }
    return Manifest.fromJson(ReleaseJson.parse(text(bytes, "the manifest"), "the manifest"));
  }

  private static SortedMap<String, JsonNode> readShards(Path folder, Manifest manifest)
      throws IOException, ReleaseRefused {
    long inAll = 0;
    var shards = new TreeMap<String, JsonNode>();
    for (var declared : manifest.shards().entrySet()) {
      String name = declared.getKey();
      long size = declared.getValue().inflated();
      inAll += size;
      if (!IS_SHARD_NAME.test(name) || size > MOST_SHARD || inAll > MOST_IN_ALL) {
        throw new ReleaseRefused("the manifest declares a shard that is none: " + name);
      }
      shards.put(name, readShard(folder, name, declared.getValue()));
    }
    return shards;
  }

  private static JsonNode readShard(Path folder, String name, Manifest.Shard declared)
      throws IOException, ReleaseRefused {
    byte[] bytes;
    try {
      bytes = inflated(folder.resolve(shardFile(name)), (int) declared.inflated());
    } catch (NoSuchFileException e) {
      throw new ReleaseRefused("shard " + name + " is not there", e);
    }
    if (bytes.length != declared.inflated() || !Sha256.of(bytes).equals(declared.hash())) {
      throw new ReleaseRefused("shard " + name + " has another hash than the manifest says");
    }
    return ReleaseJson.parse(text(bytes, "shard " + name), "shard " + name);
  }

  /** The packed functions, put together from their pieces. */
  private static SortedMap<String, String> contents(
      Manifest manifest, SortedMap<String, JsonNode> shards) throws ReleaseRefused {
    var contents = new TreeMap<String, String>();
    for (var function : manifest.functions().entrySet()) {
      var content = new StringBuilder();
      for (String shard : function.getValue().shards()) {
        JsonNode pieces = shards.get(shard);
        JsonNode piece = pieces == null ? null : pieces.get(function.getKey());
        if (piece == null || !piece.isTextual() || content.length() > MOST_IN_ALL) {
          throw new ReleaseRefused(
              "shard " + shard + " does not hold its part of " + function.getKey());
        }
        content.append(piece.textValue());
      }
      contents.put(function.getKey(), content.toString());
    }
    return contents;
  }

  private static Release release(Manifest manifest, SortedMap<String, String> contents)
      throws ReleaseRefused {
    var functions = new TreeMap<FunctionPath, ReleasedFunction>();
    var parts = new TreeMap<String, Digest.Part>();
    for (var function : manifest.functions().entrySet()) {
      String path = function.getKey();
      Manifest.Entry entry = function.getValue();
      parts.put(path, new Digest.Part(entry.type(), entry.hash(), entry.config()));
      functions.put(path(path), function(path, entry, contents.getOrDefault(path, "")));
    }
    if (!digest(parts, manifest.permissions()).equals(manifest.digest())) {
      throw new ReleaseRefused(
          "the manifest's functions and permissions have another digest than it says");
    }
    return new Release(
        manifest.digest(),
        manifest.project(),
        manifest.revision(),
        manifest.createdAt(),
        manifest.commit(),
        functions,
        permissions(manifest.permissions()));
  }

  private static String digest(SortedMap<String, Digest.Part> parts, JsonNode permissions)
      throws ReleaseRefused {
    try {
      return Digest.of(parts, permissions);
    } catch (IllegalArgumentException e) {
      throw new ReleaseRefused("the manifest has no canonical form: " + e.getMessage(), e);
    }
  }

  private static FunctionPath path(String path) throws ReleaseRefused {
    return FunctionPath.parse(path)
        .orElseThrow(() ->
            new ReleaseRefused("the manifest has an impossible path: " + FunctionPath.fault(path)));
  }

  private static ReleasedFunction function(String path, Manifest.Entry entry, String packed)
      throws ReleaseRefused {
    LogicType type =
        LogicType.of(entry.type())
            .orElseThrow(() -> new ReleaseRefused(path + " has the unknown type " + entry.type()));
    FunctionConfig config;
    try {
      config = FunctionConfig.fromJson(entry.config());
    } catch (IllegalArgumentException e) {
      throw new ReleaseRefused("the config of " + path + " is refused: " + e.getMessage(), e);
    }
    return ReleasedFunction.unpack(path, type, entry.hash(), config, packed);
  }

  private static Permissions permissions(JsonNode json) throws ReleaseRefused {
    try {
      return Permissions.fromJson(json);
    } catch (IllegalArgumentException e) {
      throw new ReleaseRefused("the permissions are refused: " + e.getMessage(), e);
    }
  }

  private static byte[] inflated(Path file, int most) throws IOException, ReleaseRefused {
    // Deflate makes at most a few bytes in a thousand more of what it cannot compress.
    byte[] gzip = bounded(file, most + most / 100 + 1024);
    return Gzip.inflate(gzip, most, String.valueOf(file.getFileName()));
  }

  private static byte[] bounded(Path file, int most) throws IOException, ReleaseRefused {
    try (var in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(most + 1);
      if (bytes.length > most) {
        throw new ReleaseRefused(file.getFileName() + " has more than " + most + " bytes");
      }
      return bytes;
    }
  }

  private static String text(byte[] bytes, String what) throws ReleaseRefused {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new ReleaseRefused(what + " is not UTF-8", e);
    }
  }
}
