package dev.santokit.project.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;

/** How constants are written in files: {@code VERIFY_CA} as {@code verify-ca}. */
final class Words {

  private Words() {}

  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The constants by their words, in their order. */
  static <E extends Enum<E>> SequencedMap<String, E> all(List<E> constants) {
    var words = new LinkedHashMap<String, E>();
    constants.forEach(constant -> words.put(of(constant), constant));
    return Collections.unmodifiableSequencedMap(words);
  }
}
