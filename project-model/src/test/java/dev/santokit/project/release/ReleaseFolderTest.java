package dev.santokit.project.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.santokit.project.logic.Access;
import dev.santokit.project.logic.FunctionConfig;
import dev.santokit.project.logic.FunctionPath;
import dev.santokit.project.logic.Generated;
import dev.santokit.project.logic.LogicFunction;
import dev.santokit.project.logic.LogicType;
import dev.santokit.project.logic.Parameters;
import dev.santokit.project.logic.Source;
import dev.santokit.project.permissions.Permissions;
import dev.santokit.project.problem.Position;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseFolderTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

  @TempDir Path dir;

  @Test
  void a_release_is_the_same_after_a_way_through_the_folder() {
    Generated.each(
        100,
        generated -> {
          Release release = release(generated.number(99), generated.functions(6));
          assertThat(written(dir.resolve("kv"), release)).isEqualTo(release);
        });
  }

  @Test
  void equal_releases_are_equal_bytes() throws IOException, ReleaseRefused {
    List<LogicFunction> functions = List.of(function("a/b", "SELECT 1"), function("a/c", "é"));
    ReleaseFolder.write(dir.resolve("one"), release(1, functions));
    ReleaseFolder.write(dir.resolve("two"), release(1, functions.reversed()));
    for (String file : files(dir.resolve("one"))) {
      assertThat(dir.resolve("two").resolve(file))
          .hasSameBinaryContentAs(dir.resolve("one").resolve(file));
    }
    assertThat(files(dir.resolve("one"))).containsExactly("manifest.json.gz", "shard-01.json.gz");
  }

  @Test
  void a_large_function_spans_shards_and_an_edit_elsewhere_leaves_them_alone()
      throws IOException, ReleaseRefused {
    String large = noise(2_000_000);
    ReleaseFolder.write(dir, release(1, List.of(function("a/b", large), function("z/z", "1"))));
    assertThat(files(dir)).hasSizeGreaterThan(4);
    FileTime longAgo = FileTime.fromMillis(0);
    for (String file : files(dir)) {
      Files.setLastModifiedTime(dir.resolve(file), longAgo);
    }
    Release edited = release(2, List.of(function("a/b", large), function("z/z", "2")));
    assertThat(written(dir, edited)).isEqualTo(edited);
    assertThat(files(dir))
        .filteredOn(file -> !time(dir.resolve(file)).equals(longAgo))
        .hasSize(2)
        .contains("manifest.json.gz");
  }

  @Test
  void shards_that_are_no_longer_needed_go_and_other_files_stay()
      throws IOException, ReleaseRefused {
    Files.writeString(dir.resolve("config.json"), "{}");
    ReleaseFolder.write(dir, release(1, List.of(function("a/b", noise(700_000)))));
    ReleaseFolder.write(dir, release(2, List.of(function("a/b", "x"))));
    assertThat(files(dir)).containsExactly("config.json", "manifest.json.gz", "shard-01.json.gz");
  }

  @Test
  void a_manifest_without_compression_is_read_when_there_is_no_other()
      throws IOException, ReleaseRefused {
    Release release = release(1, List.of(function("a/b", "SELECT 1")));
    ReleaseFolder.write(dir, release);
    Files.write(dir.resolve("manifest.json"), manifestText().getBytes(StandardCharsets.UTF_8));
    Files.delete(dir.resolve("manifest.json.gz"));
    assertThat(ReleaseFolder.read(dir)).isEqualTo(release);
  }

  @Test
  void a_folder_without_a_release_is_refused() {
    assertRefused("there is no manifest.json.gz in " + dir);
  }

  @Test
  void a_damaged_byte_anywhere_is_refused() throws IOException, ReleaseRefused {
    ReleaseFolder.write(dir, release(1, List.of(function("a/b", "SELECT 1"))));
    Release whole = ReleaseFolder.read(dir);
    for (String file : files(dir)) {
      byte[] bytes = Files.readAllBytes(dir.resolve(file));
      for (int i = 0; i < bytes.length; i++) {
        byte[] damaged = bytes.clone();
        damaged[i] ^= 0x10;
        Files.write(dir.resolve(file), damaged);
        assertRefusedOrSame(whole);
        Files.write(dir.resolve(file), Arrays.copyOf(bytes, i));
        assertRefusedOrSame(null);
      }
      Files.write(dir.resolve(file), bytes);
    }
  }

  @Test
  void random_bytes_are_refused() {
    Generated.each(
        300,
        generated -> {
          try {
            Files.write(dir.resolve("manifest.json.gz"), generated.bytes(200));
            assertRefusedOrSame(null);
            Files.write(
                dir.resolve("manifest.json.gz"),
                Gzip.deflate(generated.json(3).toString().getBytes(StandardCharsets.UTF_8)));
            assertRefusedOrSame(null);
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        });
  }

  @Test
  void whatever_a_manifest_says_another_logic_is_refused() throws IOException, ReleaseRefused {
    ReleaseFolder.write(
        dir, release(1, List.of(function("a/b", "SELECT 1"), function("a/c", "SELECT 2"))));
    Release whole = ReleaseFolder.read(dir);
    String manifest = manifestText();
    Generated.each(
        2000,
        generated -> {
          try {
            ObjectNode changed = (ObjectNode) ReleaseJson.parse(manifest, "it");
            List<ObjectNode> objects = objects(changed).toList();
            ObjectNode parent = objects.get(generated.number(objects.size()));
            List<String> keys = parent.propertyStream().map(Map.Entry::getKey).toList();
            if (!keys.isEmpty()) {
              parent.set(keys.get(generated.number(keys.size())), generated.value());
            }
            putManifest(changed.toString());
            assertRefusedOrSameLogic(whole);
          } catch (IOException | ReleaseRefused e) {
            throw new AssertionError(e);
          }
        });
  }

  @Test
  void a_function_of_another_release_is_refused() throws IOException, ReleaseRefused {
    ReleaseFolder.write(dir.resolve("new"), release(2, List.of(function("a/b", "SELECT 2"))));
    ReleaseFolder.write(dir, release(1, List.of(function("a/b", "SELECT 1"))));
    Files.copy(
        dir.resolve("new/shard-01.json.gz"),
        dir.resolve("shard-01.json.gz"),
        StandardCopyOption.REPLACE_EXISTING);
    assertRefused("shard 01 has another hash than the manifest says");
  }

  @Test
  void a_changed_access_is_refused() throws IOException, ReleaseRefused {
    ReleaseFolder.write(dir, release(1, List.of(function("a/b", "SELECT 1"))));
    changeManifest(
        m -> ((ObjectNode) m.at("/functions/a~1b/config")).put("access", "authenticated"));
    assertRefused("the manifest's functions and permissions have another digest than it says");
  }

  @Test
  void a_function_that_is_left_out_is_refused() throws IOException, ReleaseRefused {
    ReleaseFolder.write(dir, release(1, List.of(function("a/b", "SELECT 1"))));
    changeManifest(m -> ((ObjectNode) m.get("functions")).removeAll());
    assertRefused("the manifest's functions and permissions have another digest than it says");
  }

  @Test
  void what_a_newer_version_means_is_refused_by_name() throws IOException, ReleaseRefused {
    ReleaseFolder.write(dir, release(1, List.of(function("a/b", "SELECT 1"))));
    String before = manifestText();
    changeManifest(m -> ((ObjectNode) m.at("/functions/a~1b/config")).put("schedule", 60000));
    assertRefused("the config of a/b is refused: unknown key \"schedule\" in config");
    putManifest(before);
    changeManifest(m -> ((ObjectNode) m.at("/functions/a~1b")).put("type", "lisp"));
    assertRefused("a/b has the unknown type lisp");
    putManifest(before);
    changeManifest(m -> m.put("version", 2));
    assertRefused("the manifest has version 2, this server reads version 1");
  }

  @Test
  void a_bomb_is_not_inflated() throws IOException, ReleaseRefused {
    ReleaseFolder.write(dir, release(1, List.of(function("a/b", "SELECT 1"))));
    byte[] bomb = Gzip.deflate(new byte[64 << 20]);
    assertThat(bomb.length).isLessThan(100_000);
    Files.write(dir.resolve("shard-01.json.gz"), bomb);
    assertRefused("shard-01.json.gz has more than");
    changeManifest(m -> ((ObjectNode) m.at("/shards/01")).put("inflated", 1 << 20));
    assertRefused("shard-01.json.gz inflates to more than 1048576 bytes");
    changeManifest(m -> ((ObjectNode) m.at("/shards/01")).put("inflated", 1L << 40));
    assertRefused("the manifest declares a shard that is none: 01");
    Files.write(dir.resolve("manifest.json.gz"), bomb);
    assertRefused("manifest.json.gz inflates to more than 16777216 bytes");
  }

  @Test
  void a_shard_name_leads_nowhere_else() throws IOException, ReleaseRefused {
    ReleaseFolder.write(dir, release(1, List.of(function("a/b", "SELECT 1"))));
    changeManifest(m -> {
      ObjectNode shards = (ObjectNode) m.get("shards");
      shards.set("../../etc/01", shards.remove("01"));
    });
    assertRefused("the manifest declares a shard that is none: ../../etc/01");
  }

  @Test
  void keys_that_mean_nothing_to_a_release_are_passed_over() throws IOException, ReleaseRefused {
    Release release = release(1, List.of(function("a/b", "SELECT 1")));
    ReleaseFolder.write(dir, release);
    changeManifest(m -> m.put("signature", "…"));
    assertThat(ReleaseFolder.read(dir)).isEqualTo(release);
  }

  private static Stream<ObjectNode> objects(JsonNode json) {
    Stream<ObjectNode> inside = json.valueStream().flatMap(ReleaseFolderTest::objects);
    return json instanceof ObjectNode object ? Stream.concat(Stream.of(object), inside) : inside;
  }

  private void assertRefused(String message) {
    assertThatThrownBy(() -> ReleaseFolder.read(dir))
        .isInstanceOf(ReleaseRefused.class)
        .hasMessageContaining(message);
  }

  private void assertRefusedOrSame(@Nullable Release whole) {
    try {
      assertThat(ReleaseFolder.read(dir)).isEqualTo(whole);
    } catch (ReleaseRefused refused) {
      assertThat(refused.getMessage()).isNotBlank();
    }
  }

  /**
   * Project, revision, time and commit are not in the digest: who may write them may change them.
   */
  private void assertRefusedOrSameLogic(Release whole) {
    try {
      Release read = ReleaseFolder.read(dir);
      assertThat(read.digest()).isEqualTo(whole.digest());
      assertThat(read.functions()).isEqualTo(whole.functions());
      assertThat(read.permissions()).isEqualTo(whole.permissions());
    } catch (ReleaseRefused refused) {
      assertThat(refused.getMessage()).isNotBlank();
    }
  }

  private String manifestText() throws IOException, ReleaseRefused {
    byte[] gzip = Files.readAllBytes(dir.resolve("manifest.json.gz"));
    return new String(Gzip.inflate(gzip, 1 << 20, "it"), StandardCharsets.UTF_8);
  }

  private void changeManifest(Consumer<ObjectNode> change) throws IOException, ReleaseRefused {
    JsonNode manifest = ReleaseJson.parse(manifestText(), "it");
    change.accept((ObjectNode) manifest);
    putManifest(manifest.toString());
  }

  private void putManifest(String text) throws IOException {
    Files.write(
        dir.resolve("manifest.json.gz"), Gzip.deflate(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static Release written(Path folder, Release release) {
    try {
      ReleaseFolder.write(folder, release);
      return ReleaseFolder.read(folder);
    } catch (IOException | ReleaseRefused e) {
      throw new AssertionError(e);
    }
  }

  private static String noise(int length) {
    return new Random(1)
        .ints(length, ' ', '\u20ac')
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  private static FileTime time(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Release release(long revision, List<LogicFunction> functions) {
    return Release.of(
        "shop",
        revision,
        NOW,
        new Commit("0a1b", revision % 2 == 0),
        functions,
        Permissions.none());
  }

  private static LogicFunction function(String path, String body) {
    var config =
        new FunctionConfig(
            "main",
            new Access.Roles(List.of("admin")),
            null,
            true,
            Parameters.NONE,
            null,
            List.of(),
            null,
            null,
            null,
            List.of());
    return new LogicFunction(
        new FunctionPath(path),
        LogicType.SQL,
        config,
        new Source(body, new TreeMap<>(), "logic/" + path + ".sql", Position.START));
  }
}
