package dev.santokit.project.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.santokit.project.logic.Generated;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ShardLayoutTest {

  private static final int CAPACITY = 200;

  @Test
  void functions_fill_one_shard_after_the_other() throws ReleaseRefused {
    var layout = layout(Map.of("a/a", text(90), "a/b", text(90), "a/c", text(90)), Map.of());
    assertThat(layout.places())
        .isEqualTo(Map.of("a/a", List.of("01"), "a/b", List.of("01"), "a/c", List.of("02")));
  }

  @Test
  void a_function_keeps_its_shard_when_others_come_and_go() throws ReleaseRefused {
    var before = layout(Map.of("b/b", text(90), "c/c", text(90), "d/d", text(90)), Map.of());
    var after = layout(Map.of("a/a", text(90), "c/c", text(80), "d/d", text(90)), before.places());
    assertThat(after.places())
        .isEqualTo(Map.of("a/a", List.of("01"), "c/c", List.of("01"), "d/d", List.of("02")));
  }

  @Test
  void a_function_moves_when_its_shard_is_too_small_for_it() throws ReleaseRefused {
    var before = layout(Map.of("a/a", text(90), "a/b", text(90)), Map.of());
    var after = layout(Map.of("a/a", text(90), "a/b", text(150)), before.places());
    assertThat(after.places()).isEqualTo(Map.of("a/a", List.of("01"), "a/b", List.of("02")));
  }

  @Test
  void a_large_function_spans_shards_and_stays_there() throws ReleaseRefused {
    var before = layout(Map.of("a/a", text(90), "a/b", text(500)), Map.of());
    assertThat(before.places().get("a/b")).containsExactly("02", "03", "04");
    var after = layout(Map.of("a/a", text(90), "a/b", text(510)), before.places());
    assertThat(after.places()).isEqualTo(before.places());
  }

  @Test
  void no_shard_is_larger_than_allowed_and_nothing_is_lost() {
    Generated.each(
        300,
        generated -> {
          var packed = new TreeMap<String, String>();
          for (int i = 0; i < generated.number(20); i++) {
            packed.put("f/f" + i, (generated.text() + "x").repeat(generated.number(60)));
          }
          try {
            ShardLayout first = ShardLayout.of(packed, Map.of(), CAPACITY);
            assertSound(packed, first);
            packed.remove("f/f1");
            packed.put("f/f2", text(generated.number(400)));
            assertSound(packed, ShardLayout.of(packed, first.places(), CAPACITY));
          } catch (ReleaseRefused e) {
            throw new AssertionError(e);
          }
        });
  }

  private static void assertSound(SortedMap<String, String> packed, ShardLayout layout) {
    layout
        .shards()
        .values()
        .forEach(pieces -> {
          ObjectNode json = JsonNodeFactory.instance.objectNode();
          pieces.forEach(json::put);
          assertThat(CanonicalJson.bytes(json).length).isLessThanOrEqualTo(CAPACITY);
        });
    var together = new HashMap<String, String>();
    layout
        .places()
        .forEach((path, shards) ->
            together.put(
                path,
                shards.stream()
                    .map(shard -> layout.shards().get(shard).get(path))
                    .collect(Collectors.joining())));
    assertThat(together).isEqualTo(packed);
  }

  @Test
  void more_than_99_shards_are_refused() {
    assertThatThrownBy(() -> layout(Map.of("a/a", text(200 * 100)), Map.of()))
        .isInstanceOf(ReleaseRefused.class)
        .hasMessage("the functions do not fit into 99 shards");
  }

  private static ShardLayout layout(Map<String, String> packed, Map<String, List<String>> previous)
      throws ReleaseRefused {
    return ShardLayout.of(new TreeMap<>(packed), previous, CAPACITY);
  }

  private static String text(int length) {
    return "x".repeat(length);
  }
}
