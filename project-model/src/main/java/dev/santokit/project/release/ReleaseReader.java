package dev.santokit.project.release;

import com.fasterxml.jackson.databind.JsonNode;
import dev.santokit.project.logic.FunctionConfig;
import dev.santokit.project.logic.FunctionPath;
import dev.santokit.project.logic.LogicType;
import dev.santokit.project.permissions.Permissions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads a release from its files. It trusts nothing in them: every hash is computed again, and
 * nothing is inflated beyond what was declared and what is allowed.
 */
final class ReleaseReader {

  static final String PLAIN_MANIFEST = "manifest.json";

  private static final int MOST_MANIFEST = 16 << 20;
  private static final long MOST_IN_ALL = 128L << 20;

  private final Source source;
  private final Manifest manifest;

  /** Where the files are. */
  interface Source {
    /**
     * All bytes of a file.
     *
     * @throws NoSuchFileException when there is none
     * @throws ReleaseRefused when it has more than {@code most}
     */
    byte[] read(String file, int most) throws IOException, ReleaseRefused;
  }

  /** Reads the manifest. */
  ReleaseReader(Source source) throws IOException, ReleaseRefused {
    this.source = source;
    this.manifest = readManifest();
  }

  /** What the manifest says, not verified. */
  Manifest manifest() {
    return manifest;
  }

  /** The release, all of it verified. */
  Release release() throws IOException, ReleaseRefused {
    return release(manifest, contents(manifest, shards()));
  }

  private Manifest readManifest() throws IOException, ReleaseRefused {
    byte[] bytes;
    try {
      bytes = inflated(ReleaseFiles.MANIFEST, MOST_MANIFEST);
    } catch (NoSuchFileException e) {
      bytes = source.read(PLAIN_MANIFEST, MOST_MANIFEST);
    }
    return Manifest.fromJson(ReleaseJson.parse(text(bytes, "the manifest"), "the manifest"));
  }

  private SortedMap<String, JsonNode> shards() throws IOException, ReleaseRefused {
    long inAll = 0;
    var shards = new TreeMap<String, JsonNode>();
    for (var declared : manifest.shards().entrySet()) {
      String name = declared.getKey();
      long size = declared.getValue().inflated();
      inAll += size;
      if (!ReleaseFiles.IS_SHARD_NAME.test(name)
          || size > ShardLayout.MOST_INFLATED
          || inAll > MOST_IN_ALL) {
        throw new ReleaseRefused("the manifest declares a shard that is none: " + name);
      }
      shards.put(name, shard(name, declared.getValue()));
    }
    return shards;
  }

  private JsonNode shard(String name, Manifest.Shard declared) throws IOException, ReleaseRefused {
    byte[] bytes;
    try {
      bytes = inflated(ReleaseFiles.shardFile(name), (int) declared.inflated());
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

  private byte[] inflated(String file, int most) throws IOException, ReleaseRefused {
    // Deflate makes at most a few bytes in a thousand more of what it cannot compress.
    return Gzip.inflate(source.read(file, most + most / 100 + 1024), most, file);
  }

  private static String text(byte[] bytes, String what) throws ReleaseRefused {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new ReleaseRefused(what + " is not UTF-8", e);
    }
  }
}
