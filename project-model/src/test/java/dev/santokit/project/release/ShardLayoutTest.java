package dev.santokit.project.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.santokit.project.logic.Generated;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ShardLayoutTest {

  private static final int CAPACITY = 16_000;
  private static final int MOST = 99;

  @Test
  void functions_fill_one_shard_after_the_other() throws ReleaseTooLarge {
    var layout =
        layout(Map.of("a/a", noise(9000), "a/b", noise(9000), "a/c", noise(9000)), Map.of());
    assertThat(layout.places())
        .isEqualTo(Map.of("a/a", List.of("01"), "a/b", List.of("01"), "a/c", List.of("02")));
  }

  @Test
  void what_compresses_well_takes_little_room() throws ReleaseTooLarge {
    var layout = layout(Map.of("a/a", "x".repeat(500_000), "a/b", "y".repeat(500_000)), Map.of());
    assertThat(layout.places()).isEqualTo(Map.of("a/a", List.of("01"), "a/b", List.of("01")));
  }

  @Test
  void no_shard_is_larger_than_a_reader_takes_however_well_it_compresses() throws ReleaseTooLarge {
    var layout = layout(Map.of("a/a", "x".repeat(20 << 20), "a/b", "y".repeat(12 << 20)), Map.of());
    assertThat(layout.places()).isEqualTo(Map.of("a/a", List.of("01", "02"), "a/b", List.of("03")));
  }

  @Test
  void a_function_keeps_its_shard_when_others_come_and_go() throws ReleaseTooLarge {
    var before =
        layout(Map.of("b/b", noise(9000), "c/c", noise(9000), "d/d", noise(9000)), Map.of());
    var after =
        layout(Map.of("a/a", noise(9000), "c/c", noise(8000), "d/d", noise(9000)), before.places());
    assertThat(after.places())
        .isEqualTo(Map.of("a/a", List.of("01"), "c/c", List.of("01"), "d/d", List.of("02")));
  }

  @Test
  void a_function_moves_when_its_shard_is_too_small_for_it() throws ReleaseTooLarge {
    var before = layout(Map.of("a/a", noise(9000), "a/b", noise(9000)), Map.of());
    var after = layout(Map.of("a/a", noise(9000), "a/b", noise(15_000)), before.places());
    assertThat(after.places()).isEqualTo(Map.of("a/a", List.of("01"), "a/b", List.of("02")));
  }

  @Test
  void a_large_function_spans_shards_and_stays_there() throws ReleaseTooLarge {
    var before = layout(Map.of("a/a", noise(9000), "a/b", noise(50_000)), Map.of());
    assertThat(before.places().get("a/b")).containsExactly("02", "03", "04");
    var after = layout(Map.of("a/a", noise(9000), "a/b", noise(51_000)), before.places());
    assertThat(after.places()).isEqualTo(before.places());
  }

  @Test
  void a_function_leaves_a_shard_that_there_is_no_longer() throws ReleaseTooLarge {
    var functions = new TreeMap<>(Map.of("a/a", noise(100)));
    var layout = ShardLayout.of(functions, Map.of("a/a", List.of("08")), CAPACITY, 7);
    assertThat(layout.places()).isEqualTo(Map.of("a/a", List.of("01")));
  }

  @Test
  void no_shard_is_larger_than_allowed_and_nothing_is_lost() {
    Generated.each(
        150,
        generated -> {
          var packed = new TreeMap<String, String>();
          for (int i = 0; i < generated.number(40); i++) {
            String text = generated.text() + "x" + noise(generated.number(3000));
            packed.put("f/f" + i, text.repeat(1 + generated.number(3)));
          }
          try {
            ShardLayout first = ShardLayout.of(packed, Map.of(), CAPACITY, MOST);
            assertSound(packed, first);
            packed.remove("f/f1");
            packed.put("f/f2", noise(generated.number(40_000)));
            assertSound(packed, ShardLayout.of(packed, first.places(), CAPACITY, MOST));
          } catch (ReleaseTooLarge e) {
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
          assertThat(Gzip.deflate(CanonicalJson.bytes(json)).length).isLessThanOrEqualTo(CAPACITY);
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
  void more_than_the_shards_hold_is_refused_with_the_largest_functions() {
    var functions = new TreeMap<String, String>();
    for (int i = 10; i < 30; i++) {
      functions.put("f/f" + i, noise(i * 1000));
    }
    assertThatThrownBy(() -> ShardLayout.of(functions, Map.of(), CAPACITY, 7))
        .isInstanceOfSatisfying(
            ReleaseTooLarge.class,
            tooLarge -> {
              assertThat(tooLarge.largest())
                  .extracting(ReleaseTooLarge.Function::path)
                  .containsExactly(
                      "f/f29", "f/f28", "f/f27", "f/f26", "f/f25", "f/f24", "f/f23", "f/f22",
                      "f/f21", "f/f20");
              assertThat(tooLarge)
                  .hasMessageMatching(
                      "the functions have 3[0-9]{2} KiB compressed, more than 7 shards of 16 KiB hold;"
                          + " the largest are f/f29 \\(2[0-9] KiB\\), f/f28 .*");
            });
  }

  @Test
  void a_function_that_is_larger_than_all_shards_is_refused() {
    assertThatThrownBy(() -> layout(Map.of("a/a", noise(CAPACITY * 130)), Map.of()))
        .isInstanceOf(ReleaseTooLarge.class)
        .hasMessageContaining("more than 99 shards");
  }

  private static ShardLayout layout(Map<String, String> packed, Map<String, List<String>> previous)
      throws ReleaseTooLarge {
    return ShardLayout.of(new TreeMap<>(packed), previous, CAPACITY, MOST);
  }

  /** Text that compresses to about four fifths. */
  private static String noise(int length) {
    return new Random(length)
        .ints(length, ' ', '~')
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }
}
