package dev.santokit.project.logic;

import dev.santokit.project.problem.ErrorCode;
import dev.santokit.project.problem.Nearest;
import dev.santokit.project.problem.Problems;
import dev.santokit.project.problem.Range;
import dev.santokit.project.sql.SqlScript;
import dev.santokit.project.sql.SqlStatement;
import dev.santokit.project.yaml.Node;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The text of one function with its metadata: where front matter, parameters and body meet.
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
    LogicFunction function = function(modules, found);
    // What is wrong may be why something is noticed: a misspelt access is an absent one, too.
    found.sorted().stream()
        .filter(problem -> problem.isError() || !found.hasErrors())
        .forEach(problems::add);
    return found.hasErrors() ? null : function;
  }

  private @Nullable LogicFunction function(JsModules modules, Problems found) {
    FrontMatter front = FrontMatter.in(file, text, type, found);
    if (front == null) {
      return null;
    }
    Node metadata = found.hasErrors() ? null : metadata(front.metadata(), found);
    FunctionConfig config =
        metadata == null ? null : ConfigReader.read(metadata, type, surroundings, found);
    SortedMap<String, String> carried =
        switch (type) {
          case SQL -> {
            var script = SqlScript.parse(file, front.start(), front.body(), found);
            if (script != null && metadata != null) {
              checkParameters(script, metadata, found);
            }
            yield new TreeMap<>();
          }
          case JS -> modules.carriedBy(file, front, found);
          case WASM -> throw new IllegalArgumentException("files of WASM are refused by name");
        };
    return config == null
        ? null
        : new LogicFunction(
            path, type, config, new Source(front.body(), carried, file, front.start()));
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

  private void checkParameters(SqlScript script, Node metadata, Problems found) {
    Map<String, Node.Entry> declared = declared(metadata);
    Set<String> seen = new HashSet<>();
    for (SqlStatement statement : script.statements()) {
      for (SqlStatement.Occurrence used : statement.occurrences()) {
        String name = used.name();
        if (seen.add(name) && !declared.containsKey(name) && ServerBound.of(name).isEmpty()) {
          found.error(
              ErrorCode.PARAMETER_UNDECLARED,
              new Range(file, statement.placeOf(used.from()), statement.placeOf(used.to())),
              "the parameter :" + name + " is not declared",
              Nearest.to(name, declared.keySet())
                  .map(near -> "did you mean :" + near + "?")
                  .orElse("declare it: params: {" + name + ": {type: string}}"));
        }
      }
    }
    declared.forEach((name, entry) -> {
      if (!seen.contains(name) && ServerBound.of(name).isEmpty()) {
        found.notice(
            ErrorCode.PARAMETER_UNUSED,
            entry.key(),
            "the parameter \"" + name + "\" is declared and not used",
            "remove it, or use it as :" + name);
      }
    });
  }

  /** Those whose declaration is wrong too: it is one error, not one at each use. */
  private static Map<String, Node.Entry> declared(Node metadata) {
    if (!(metadata instanceof Node.Mapping keys)) {
      return Map.of();
    }
    Node.Entry params = keys.entries().get("params");
    return params != null && params.value() instanceof Node.Mapping mapping
        ? mapping.entries()
        : Map.of();
  }
}
