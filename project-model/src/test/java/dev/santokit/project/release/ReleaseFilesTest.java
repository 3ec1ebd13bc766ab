package dev.santokit.project.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReleaseFilesTest {

  private static final int THOUSAND = 1000;

  /** Less than a cluster's, so that little text fills several. */
  private static final long SMALL_SHARD = 100 * 1024;

  @Test
  void a_release_is_the_same_after_a_way_through_its_files() {
    Generated.each(
        100,
        generated -> {
          Release release = release(generated.number(99), generated.functions(6));
          try {
            assertThat(files(release, null).read()).isEqualTo(release);
          } catch (ReleaseRefused e) {
            throw new AssertionError(e);
          }
        });
  }

  @Test
  void an_edit_in_a_thousand_functions_changes_one_shard_and_the_manifest() throws ReleaseRefused {
    List<LogicFunction> functions = thousand(400);
    ReleaseFiles before = files(release(1, functions), null);
    assertThat(before.files()).hasSizeGreaterThan(3);
    for (int edited : List.of(0, 500, 999)) {
      var changed = new ArrayList<>(functions);
      changed.set(edited, function(edited, "SELECT 'edited'"));
      Release release = release(2, changed);
      ReleaseFiles after = files(release, before);
      assertThat(changed(before, after)).hasSize(2).contains("manifest.json.gz");
      assertThat(after.read()).isEqualTo(release);
    }
  }

  @Test
  void functions_that_come_and_go_leave_the_others_where_they_are() throws ReleaseRefused {
    List<LogicFunction> functions = thousand(400);
    ReleaseFiles before = files(release(1, functions), null);
    var fewer = new ArrayList<>(functions);
    fewer.remove(3);
    fewer.add(function(5000, "SELECT 'new'"));
    assertThat(changed(before, files(release(2, fewer), before))).hasSize(2);
  }

  @Test
  void equal_releases_are_equal_bytes_and_nothing_else_decides() throws ReleaseRefused {
    List<LogicFunction> functions = thousand(100);
    ReleaseFiles one = files(release(1, functions), null);
    ReleaseFiles other = files(release(1, functions.reversed()), null);
    assertThat(changed(one, other)).isEmpty();
    assertThat(changed(one, files(release(1, functions), one))).isEmpty();
  }

  @Test
  void a_shard_with_the_same_content_keeps_its_bytes_however_it_was_compressed()
      throws ReleaseRefused {
    Release release = release(1, thousand(10));
    ReleaseFiles files = files(release, null);
    var otherwise = new TreeMap<>(files.files());
    byte[] bytes = Gzip.inflate(files.files().get("shard-01.json.gz"), 1 << 20, "it");
    otherwise.put("shard-01.json.gz", stored(bytes));
    ReleaseFiles before = new ReleaseFiles(otherwise);
    assertThat(changed(before, files(release(2, thousand(10)), before)))
        .containsExactly("manifest.json.gz");
  }

  @Test
  void files_that_are_damaged_are_written_anew() throws ReleaseRefused {
    Release release = release(1, thousand(10));
    ReleaseFiles files = files(release, null);
    for (String name : files.files().keySet()) {
      var damaged = new TreeMap<>(files.files());
      damaged.put(name, new byte[] {1, 2, 3});
      assertThat(changed(files, files(release, new ReleaseFiles(damaged)))).isEmpty();
    }
  }

  @Test
  void files_without_a_manifest_hold_no_release() {
    assertThatThrownBy(() -> new ReleaseFiles(new TreeMap<>()).read())
        .isInstanceOf(ReleaseRefused.class)
        .hasMessage("there is no manifest.json.gz");
  }

  @Test
  void what_seven_shards_do_not_hold_is_refused() {
    Release release = release(1, thousand(1200));
    assertThatThrownBy(() -> files(release, null))
        .isInstanceOf(ReleaseTooLarge.class)
        .hasMessageContaining("more than 7 shards of 100 KiB hold; the largest are f/f");
  }

  @Test
  void no_shard_of_a_large_release_is_larger_than_allowed() throws ReleaseRefused {
    ReleaseFiles files = files(release(1, thousand(700)), null);
    assertThat(files.files()).hasSizeBetween(6, 8);
    assertThat(files.files().tailMap("shard").values())
        .allSatisfy(bytes -> assertThat(bytes.length).isLessThanOrEqualTo((int) SMALL_SHARD));
  }

  private static ReleaseFiles files(Release release, @Nullable ReleaseFiles previous)
      throws ReleaseTooLarge {
    return ReleaseFiles.of(release, previous, SMALL_SHARD);
  }

  private static List<String> changed(ReleaseFiles before, ReleaseFiles after) {
    SortedMap<String, byte[]> all = new TreeMap<>(before.files());
    all.putAll(after.files());
    return all.keySet().stream()
        .filter(name -> !Arrays.equals(before.files().get(name), after.files().get(name)))
        .toList();
  }

  private static byte[] stored(byte[] bytes) {
    var out = new ByteArrayOutputStream();
    try (var gzip =
        new GZIPOutputStream(out) {
          {
            def.setLevel(0);
          }
        }) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toByteArray();
  }

  /** A thousand functions of a size, which compress to about three quarters. */
  private static List<LogicFunction> thousand(int size) {
    var random = new Random(1);
    List<LogicFunction> functions = new ArrayList<>();
    for (int i = 0; i < THOUSAND; i++) {
      String noise =
          random
              .ints(size, 'A', 'z')
              .filter(c -> c != '\\')
              .mapToObj(Character::toString)
              .collect(Collectors.joining());
      functions.add(function(i, "SELECT '" + noise + "'"));
    }
    return functions;
  }

  private static Release release(long revision, List<LogicFunction> functions) {
    return Release.of("shop", revision, Instant.EPOCH, null, functions, Permissions.none());
  }

  private static LogicFunction function(int number, String body) {
    var config =
        new FunctionConfig(
            "main",
            new Access.Public(),
            null,
            false,
            Parameters.NONE,
            null,
            List.of(),
            null,
            null,
            null,
            List.of());
    return new LogicFunction(
        new FunctionPath("f/f" + number),
        LogicType.SQL,
        config,
        new Source(body, new TreeMap<>(), "logic/f/f" + number + ".sql", Position.START));
  }
}
