package dev.santokit.project.logic;

import dev.santokit.project.problem.ErrorCode;
import dev.santokit.project.problem.Position;
import dev.santokit.project.problem.Problems;
import dev.santokit.project.problem.Range;
import dev.santokit.project.yaml.Node;
import java.util.LinkedHashMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The text of one function (of WebAssembly: its Base64) with its metadata: where front matter,
 * parameters and body meet.
 *
 * @param file where it stands: {@code logic/users/get.sql}
 * @param twin the metadata file beside it, read; null without one, or when it is not readable
 * @param surroundings null when the project's configuration could not be read
 */
record LogicFile(
    FunctionPath path,
    LogicType type,
    String file,
    String text,
    @Nullable Node twin,
    @Nullable Surroundings surroundings) {

  /** The function; null when an error about its metadata or body was added. */
  @Nullable LogicFunction read(JsModules modules, Problems problems) {
    var found = new Problems();
    FrontMatter front =
        type == LogicType.WASM
            ? new FrontMatter(null, text, Position.START)
            : FrontMatter.in(file, text, type, found);
    Node metadata = front == null || found.hasErrors() ? null : metadata(front.metadata(), found);
    if (front == null || metadata == null) {
      FunctionParts.addTo(problems, found);
      return null;
    }
    var source = new Source(front.body(), new TreeMap<>(), file, front.start());
    LogicFunction function =
        new FunctionParts(path, type, metadata, source).read(modules, surroundings, found);
    FunctionParts.addTo(problems, found);
    return found.hasErrors() ? null : function;
  }

  /** Front matter and twin as one mapping, whose keys know which file they are from. */
  private Node metadata(@Nullable Node front, Problems found) {
    if (front instanceof Node.Mapping inFile && twin instanceof Node.Mapping inTwin) {
      var all = new LinkedHashMap<>(inFile.entries());
      inTwin
          .entries()
          .forEach((key, entry) -> {
            var before = all.putIfAbsent(key, entry);
            if (before != null) {
              found.error(
                  ErrorCode.FRONT_MATTER_KEY_TWICE,
                  entry.key(),
                  "the key \"" + key + "\" stands in " + before.key() + " too",
                  "keep one of them");
            }
          });
      return new Node.Mapping(inFile.range(), all);
    }
    if (front != null && twin != null) {
      return front instanceof Node.Mapping
          ? twin
          : front; // the one that is no mapping is the error
    }
    if (front != null) {
      return front;
    }
    return twin != null ? twin : new Node.Mapping(Range.ofFile(file), new LinkedHashMap<>());
  }
}
