package dev.santokit.schema.hcl;

import dev.santokit.project.problem.Range;
import java.util.List;
import java.util.stream.Collectors;

/**
 * {@code type "label" … { body }}.
 *
 * @param header from the type to the last label: what a problem about the whole block points to
 */
public record Block(Word type, List<Word> labels, Body body, Range header) {

  /** Takes a copy. */
  public Block {
    labels = List.copyOf(labels);
  }

  /** How messages name it: {@code table "users"}. */
  public String describe() {
    return describe(type, labels);
  }

  static String describe(Word type, List<Word> labels) {
    return type.text()
        + labels.stream().map(l -> " \"" + l.text() + "\"").collect(Collectors.joining());
  }
}
