package dev.santokit.project.logic;

import dev.santokit.project.problem.ErrorCode;
import dev.santokit.project.problem.Nearest;
import dev.santokit.project.problem.Problems;
import dev.santokit.project.problem.Range;
import dev.santokit.project.quantity.Durations;
import dev.santokit.project.sql.SqlScript;
import dev.santokit.project.sql.SqlStatement;
import dev.santokit.project.yaml.Node;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A function whose metadata and body are apart: all that is wrong with a function is found here,
 * whether it comes from a file or from a resource.
 *
 * @param metadata what front matter says
 * @param source its body, and for JavaScript the modules that there are
 */
public record FunctionParts(FunctionPath path, LogicType type, Node metadata, Source source) {

  /**
   * The function, with those of the modules that it imports.
   *
   * @param surroundings null when the project's configuration is not known: what depends on it is
   *     not checked then
   * @return null when an error was added
   */
  public @Nullable LogicFunction read(@Nullable Surroundings surroundings, Problems problems) {
    return read(JsModules.carried(source.modules()), surroundings, problems);
  }

  @Nullable LogicFunction read(
      JsModules modules, @Nullable Surroundings surroundings, Problems problems) {
    var found = new Problems();
    LogicFunction function = function(modules, surroundings, found);
    addTo(problems, found);
    return found.hasErrors() ? null : function;
  }

  /** What is wrong may be why something is noticed: a misspelt access is an absent one, too. */
  static void addTo(Problems problems, Problems found) {
    found.sorted().stream()
        .filter(problem -> problem.isError() || !found.hasErrors())
        .forEach(problems::add);
  }

  private @Nullable LogicFunction function(
      JsModules modules, @Nullable Surroundings surroundings, Problems found) {
    FunctionConfig config = ConfigReader.read(metadata, type, surroundings, found);
    String body = source.body();
    SortedMap<String, String> carried =
        switch (type) {
          case SQL -> {
            SqlScript script = SqlScript.parse(source.file(), source.start(), source.body(), found);
            if (script != null) {
              checkParameters(script, config, found);
            }
            yield new TreeMap<>();
          }
          case JS -> modules.carriedBy("logic/" + path + ".js", source, found);
          case WASM -> {
            body = WasmModule.checked(source.file(), source.body(), found);
            yield new TreeMap<>();
          }
        };
    refuseSecondFrontMatter(found);
    carried.forEach((module, text) -> refuseHalfCharacters(module, text, found));
    refuseHalfCharacters(source.file(), source.body(), found);
    return config == null || body == null
        ? null
        : new LogicFunction(
            path, type, config, new Source(body, carried, source.file(), source.start()));
  }

  /** It would be a comment, and whoever wrote it would believe that it says who may call. */
  private void refuseSecondFrontMatter(Problems found) {
    var own = new Problems();
    FrontMatter second =
        type == LogicType.WASM ? null : FrontMatter.in(source.file(), source.body(), type, own);
    if (own.hasErrors() || (second != null && second.metadata() != null)) {
      found.error(
          ErrorCode.FRONT_MATTER_TWICE,
          Range.at(source.file(), source.start()),
          "the body begins with front matter of its own",
          "put all keys into one place");
    }
  }

  /** They are no text: the release, whose hash is over UTF-8, cannot hold them. */
  private static void refuseHalfCharacters(String file, String text, Problems found) {
    if (!TextForms.isUnicode(text)) {
      found.error(
          ErrorCode.INVALID_VALUE, Range.ofFile(file), "the text is no valid Unicode", null);
    }
  }

  private void checkParameters(SqlScript script, @Nullable FunctionConfig config, Problems found) {
    CachePolicy cache = config == null ? null : config.cache();
    Map<String, Node.Entry> declared = declared();
    Set<String> seen = new HashSet<>();
    for (SqlStatement statement : script.statements()) {
      for (SqlStatement.Occurrence used : statement.occurrences()) {
        String name = used.name();
        Range place =
            new Range(source.file(), statement.placeOf(used.from()), statement.placeOf(used.to()));
        boolean first = seen.add(name);
        if (first && cache != null && ServerBound.of(name).isPresent()) {
          refuseKeeping(cache, name, place, found);
        }
        if (first && !declared.containsKey(name) && ServerBound.of(name).isEmpty()) {
          found.error(
              ErrorCode.PARAMETER_UNDECLARED,
              place,
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

  /** What is kept for everyone would tell one caller what is another's. */
  private static void refuseKeeping(CachePolicy cache, String name, Range place, Problems found) {
    if (cache.scope() == CachePolicy.Scope.PUBLIC) {
      found.error(
          ErrorCode.CACHE_OF_USER,
          place,
          "the answer depends on :" + name + " and is kept for everyone",
          "remove \"cache\", or keep it for each user: cache: {ttl: "
              + Durations.text(cache.ttl())
              + ", scope: user}");
    }
  }

  /** Those whose declaration is wrong too: it is one error, not one at each use. */
  private Map<String, Node.Entry> declared() {
    if (!(metadata instanceof Node.Mapping keys)) {
      return Map.of();
    }
    Node.Entry params = keys.entries().get("params");
    return params != null && params.value() instanceof Node.Mapping mapping
        ? mapping.entries()
        : Map.of();
  }
}
