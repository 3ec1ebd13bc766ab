package dev.santokit.project.yaml;

import com.fasterxml.jackson.databind.node.ValueNode;
import dev.santokit.project.problem.ErrorCode;
import dev.santokit.project.problem.Nearest;
import dev.santokit.project.problem.Problems;
import dev.santokit.project.problem.Range;
import dev.santokit.project.quantity.Durations;
import dev.santokit.project.quantity.Sizes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;

/**
 * A mapping whose keys are known. Reading a key gives its value, or empty when it is absent or when
 * an error about it was added; a null value counts as an error, since nobody writes one on purpose.
 */
public final class Fields {

  private final Node.Mapping mapping;
  private final Problems problems;

  private Fields(Node.Mapping mapping, Problems problems) {
    this.mapping = mapping;
    this.problems = problems;
  }

  /**
   * Takes {@code node} as a mapping of {@code known} keys; every other key is an error that names
   * the nearest known one.
   *
   * @param what the mapping's name in messages: {@code front matter}, {@code a parameter}
   * @return empty when the node is no mapping, which is an error then
   */
  public static Optional<Fields> of(Node node, String what, Set<String> known, Problems problems) {
    if (!(node instanceof Node.Mapping mapping)) {
      problems.error(
          ErrorCode.WRONG_TYPE, node.range(), what + " must be a mapping, not " + node.describe());
      return Optional.empty();
    }
    mapping
        .entries()
        .forEach((key, entry) -> {
          if (!known.contains(key)) {
            problems.error(
                ErrorCode.UNKNOWN_KEY,
                entry.key(),
                "unknown key \"" + key + "\" in " + what,
                Nearest.hint(key, known));
          }
        });
    return Optional.of(new Fields(mapping, problems));
  }

  /** Where the mapping stands. */
  public Range range() {
    return mapping.range();
  }

  /** Where the key's value stands, or the whole mapping when the key is absent. */
  public Range rangeOf(String key) {
    var entry = mapping.entries().get(key);
    return entry == null ? mapping.range() : entry.value().range();
  }

  /** Whether the key is there, whatever its value. */
  public boolean has(String key) {
    return mapping.entries().containsKey(key);
  }

  /** The value as it stands. */
  public Optional<Node> node(String key) {
    return Optional.ofNullable(mapping.entries().get(key)).map(Node.Entry::value);
  }

  /** A string. */
  public Optional<String> string(String key) {
    return scalar(
        key, "a string", v -> v.isTextual() ? Optional.of(v.textValue()) : Optional.empty());
  }

  /** {@code true} or {@code false}. */
  public Optional<Boolean> bool(String key) {
    return scalar(
        key,
        "true or false",
        v -> v.isBoolean() ? Optional.of(v.booleanValue()) : Optional.empty());
  }

  /** An integer from {@code min} to {@code max}. */
  public Optional<Integer> integer(String key, int min, int max) {
    return scalar(
        key,
        "an integer from " + min + " to " + max,
        v ->
            v.isIntegralNumber()
                    && v.canConvertToInt()
                    && v.intValue() >= min
                    && v.intValue() <= max
                ? Optional.of(v.intValue())
                : Optional.empty());
  }

  /** A duration. */
  public Optional<Duration> duration(String key) {
    return scalar(
        key,
        Durations.GRAMMAR,
        v -> v.isTextual() ? Durations.parse(v.textValue()) : Optional.empty());
  }

  /** A duration between two that are written as files write them. */
  public Optional<Duration> duration(String key, String min, String max) {
    return between(key, duration(key), min, max, Durations::parse);
  }

  /** A size in bytes between two that are written as files write them. */
  public Optional<Long> size(String key, String min, String max) {
    return between(key, size(key), min, max, Sizes::parse);
  }

  private <T extends Comparable<T>> Optional<T> between(
      String key, Optional<T> value, String min, String max, Function<String, Optional<T>> parse) {
    if (value.isPresent()
        && (value.get().compareTo(parse.apply(min).orElseThrow()) < 0
            || value.get().compareTo(parse.apply(max).orElseThrow()) > 0)) {
      problems.error(
          ErrorCode.INVALID_VALUE, rangeOf(key), key + " must be from " + min + " to " + max);
      return Optional.empty();
    }
    return value;
  }

  /** A size in bytes; a plain integer is one too. */
  public Optional<Long> size(String key) {
    return scalar(
        key,
        Sizes.GRAMMAR,
        v -> v.isTextual() || v.isIntegralNumber() ? Sizes.parse(v.asText()) : Optional.empty());
  }

  /** One of a few words. */
  public <T> Optional<T> word(String key, SequencedMap<String, T> words) {
    return scalar(
        key,
        String.join(" or ", words.keySet()),
        v -> v.isTextual() ? Optional.ofNullable(words.get(v.textValue())) : Optional.empty());
  }

  /** A list of strings. Items that are none are errors and left out; absent is empty. */
  public List<String> strings(String key) {
    List<String> strings = new ArrayList<>();
    for (Node item : items(key)) {
      if (item instanceof Node.Scalar s && s.value().isTextual()) {
        strings.add(s.text());
      } else {
        problems.error(
            ErrorCode.WRONG_TYPE,
            item.range(),
            key + " is a list of strings, not of " + item.describe());
      }
    }
    return List.copyOf(strings);
  }

  /** The items of a list; empty when the key is absent or no list, which is an error then. */
  public List<Node> items(String key) {
    Optional<Node> node = node(key);
    if (node.isEmpty()) {
      return List.of();
    }
    if (node.get() instanceof Node.Sequence sequence) {
      return sequence.items();
    }
    wrongType(key, node.get(), "a list");
    return List.of();
  }

  /** A mapping of known keys. */
  public Optional<Fields> fields(String key, Set<String> known) {
    return node(key).flatMap(n -> of(n, key, known, problems));
  }

  /**
   * A mapping whose keys are names that the user chooses; empty when it is none, which is an error.
   */
  public Optional<SequencedMap<String, Node.Entry>> named(String key) {
    Optional<Node> node = node(key);
    if (node.isPresent() && !(node.get() instanceof Node.Mapping)) {
      wrongType(key, node.get(), "a mapping");
    }
    return node.flatMap(
        n -> n instanceof Node.Mapping m ? Optional.of(m.entries()) : Optional.empty());
  }

  /** Says that the key is missing when it is. */
  public void require(String key, String hint) {
    if (!has(key)) {
      problems.error(
          ErrorCode.MISSING_KEY, mapping.range(), "the key \"" + key + "\" is missing", hint);
    }
  }

  /** Refuses a key by name, for a feature that is not there yet. */
  public void notYet(String key, String feature) {
    var entry = mapping.entries().get(key);
    if (entry != null) {
      problems.error(
          ErrorCode.NOT_YET_SUPPORTED,
          entry.key(),
          feature + " is not supported yet",
          "remove \"" + key + "\"");
    }
  }

  private <T> Optional<T> scalar(
      String key, String expected, Function<ValueNode, Optional<T>> convert) {
    Optional<Node> node = node(key);
    if (node.isEmpty()) {
      return Optional.empty();
    }
    Optional<T> value =
        node.get() instanceof Node.Scalar s ? convert.apply(s.value()) : Optional.empty();
    if (value.isEmpty()) {
      wrongType(key, node.get(), expected);
    }
    return value;
  }

  private void wrongType(String key, Node node, String expected) {
    problems.error(
        ErrorCode.WRONG_TYPE,
        node.range(),
        key + " must be " + expected + ", not " + node.describe());
  }
}
