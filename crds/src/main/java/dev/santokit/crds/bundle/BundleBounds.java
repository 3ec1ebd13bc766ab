package dev.santokit.crds.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.santokit.project.logic.FunctionConfig;
import dev.santokit.project.logic.LogicFunction;
import dev.santokit.project.logic.LogicType;
import dev.santokit.project.logic.Source;
import dev.santokit.project.problem.ErrorCode;
import dev.santokit.project.problem.Problems;
import dev.santokit.project.problem.Range;
import org.jspecify.annotations.Nullable;

/** What a file may say and a resource cannot hold, so that an apply is refused before it begins. */
final class BundleBounds {

  /** An API server stores at most 1.5 MiB of an object, with all that is in it. */
  private static final long MOST_BYTES = 1400 << 10;

  private final LogicFunction function;
  private final Problems problems;

  private BundleBounds(LogicFunction function, Problems problems) {
    this.function = function;
    this.problems = problems;
  }

  /** Adds an error for each bound that the function exceeds. */
  static void check(LogicFunction function, Problems problems) {
    new BundleBounds(function, problems).check();
  }

  private void check() {
    Source source = function.source();
    source(source.file(), source.body());
    source.modules().forEach(this::source);
    most("modules", source.modules().size(), BundleSource.MOST_MODULES);
    long bytes = bytes(source.body());
    for (String module : source.modules().values()) {
      bytes += bytes(module);
    }
    if (bytes > MOST_BYTES) {
      problems.error(
          ErrorCode.FILE_TOO_LARGE,
          Range.ofFile(source.file()),
          "the function and its modules have " + bytes / 1024 + " KiB, a resource holds 1400",
          "split the function");
    }
    config(function.config());
  }

  private void config(FunctionConfig config) {
    most("secrets", config.secrets().size(), BundleConfig.MOST_SECRETS);
    most("tags", config.tags().size(), BundleConfig.MOST_TAGS);
    for (String tag : config.tags()) {
      if (tag.isEmpty() || length(tag) > BundleConfig.LONGEST_TAG) {
        refuse("a tag has from 1 to " + BundleConfig.LONGEST_TAG + " characters");
      }
    }
    description("the description", config.description());
    config
        .parameters()
        .byName()
        .forEach((name, parameter) ->
            description("the description of \"" + name + "\"", parameter.description()));
  }

  private void description(String what, @Nullable String text) {
    if (text != null && length(text) > BundleConfig.LONGEST_DESCRIPTION) {
      refuse(what + " has more than " + BundleConfig.LONGEST_DESCRIPTION + " characters");
    }
  }

  private void source(String file, String text) {
    if (text.isEmpty() && file.equals(function.source().file())) {
      problems.error(ErrorCode.INVALID_VALUE, Range.ofFile(file), "the function has no body");
    }
    if (function.type() != LogicType.WASM && length(text) > BundleSource.LONGEST) {
      problems.error(
          ErrorCode.FILE_TOO_LARGE,
          Range.ofFile(file),
          "the text has more than " + BundleSource.LONGEST + " characters, which a resource holds",
          "split it");
    }
  }

  private void most(String what, int count, int most) {
    if (count > most) {
      refuse("the function has " + count + " " + what + ", a resource holds " + most);
    }
  }

  private void refuse(String what) {
    problems.error(ErrorCode.INVALID_VALUE, Range.ofFile(function.source().file()), what);
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  private static long bytes(String text) {
    return text.getBytes(UTF_8).length;
  }
}
