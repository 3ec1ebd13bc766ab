package dev.santokit.project.logic;

import dev.santokit.project.file.ProjectFolder;
import dev.santokit.project.problem.ErrorCode;
import dev.santokit.project.problem.Places;
import dev.santokit.project.problem.Position;
import dev.santokit.project.problem.Problem;
import dev.santokit.project.problem.Problems;
import dev.santokit.project.problem.Range;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The JavaScript modules of a project. A function carries along what it imports, directly or not,
 * so imports must be relative and stay inside {@code logic/} and {@code lib/}.
 */
final class JsModules {

  private static final int MOST_CARRIED = 500;
  private static final long MOST_CARRIED_CHARS = 8 << 20;

  private final Map<String, Module> read = new HashMap<>();
  private final Set<String> files;
  private final Texts texts;

  private JsModules(Set<String> files, Texts texts) {
    this.files = files;
    this.texts = texts;
  }

  /** Where modules come from. */
  private interface Texts {
    /** The text of one of them; null when nobody can say what it imports. */
    @Nullable FrontMatter of(String file, Problems problems);
  }

  /**
   * The modules of a project.
   *
   * @param files all that there are, by project path: names are compared exactly, also where the
   *     file system does not
   */
  static JsModules in(ProjectFolder project, Set<String> files) {
    return new JsModules(files, (file, problems) -> apart(file, project, problems));
  }

  /** Those that a function brought along, by project path, without front matter. */
  static JsModules carried(SortedMap<String, String> modules) {
    return new JsModules(
        modules.keySet(),
        (file, problems) -> new FrontMatter(null, modules.getOrDefault(file, ""), Position.START));
  }

  private static @Nullable FrontMatter apart(
      String file, ProjectFolder project, Problems problems) {
    String text = project.text(file, LogicFolder.MOST_SOURCE_BYTES, problems);
    // Errors of front matter are told where the file is read as a function.
    return text == null
        ? null
        : file.startsWith("logic/")
            ? FrontMatter.in(file, text, LogicType.JS, new Problems())
            : new FrontMatter(null, text, Position.START);
  }

  /**
   * A module that was read.
   *
   * @param text without front matter
   * @param imports project paths of what it imports
   * @param problems of itself and its imports, not of what these import
   */
  private record Module(String text, List<String> imports, List<Problem> problems) {}

  /**
   * What a function carries along, by project path, without itself.
   *
   * @param file of the function, which its imports are relative to
   * @param source its body
   */
  SortedMap<String, String> carriedBy(String file, Source source, Problems problems) {
    var own = new Problems();
    List<String> imports =
        new Imports(file, source.file(), source.body(), source.start(), own).ofFunction();
    problems.addAll(own.sorted());
    var carried = new TreeMap<String, String>();
    long chars = 0;
    Deque<String> open = new ArrayDeque<>(imports);
    while (!open.isEmpty()) {
      String next = open.remove();
      if (next.equals(file) || carried.containsKey(next)) {
        continue;
      }
      Module module = read.computeIfAbsent(next, this::module);
      problems.addAll(module.problems);
      carried.put(next, module.text);
      chars += module.text.length();
      if (carried.size() > MOST_CARRIED || chars > MOST_CARRIED_CHARS) {
        problems.error(
            ErrorCode.FILE_TOO_LARGE,
            Range.ofFile(source.file()),
            "the function imports more than 500 modules or 8 MiB",
            "split it");
        return carried;
      }
      open.addAll(module.imports);
    }
    return carried;
  }

  private Module module(String file) {
    var problems = new Problems();
    FrontMatter parts = texts.of(file, problems);
    if (parts == null) {
      return new Module("", List.of(), problems.sorted());
    }
    List<String> imports =
        new Imports(file, file, parts.body(), parts.start(), problems).ofModule();
    return new Module(parts.body(), imports, problems.sorted());
  }

  /** The imports of one text. */
  private final class Imports {
    private final String file;
    private final String shown;
    private final String body;
    private final Position start;
    private final Problems problems;
    private final JsScanner.Scan scan;

    /**
     * Scans the text.
     *
     * @param file that the imports are relative to
     * @param shown the file in problems
     * @param start where the body begins in the file that is shown
     */
    Imports(String file, String shown, String body, Position start, Problems problems) {
      this.file = file;
      this.shown = shown;
      this.body = body;
      this.start = start;
      this.problems = problems;
      this.scan = JsScanner.scan(body);
    }

    /** As {@link #ofModule}; and there must be a function. */
    List<String> ofFunction() {
      if (scan.fault() == null && !scan.hasDefaultExport()) {
        problems.error(
            ErrorCode.JS_NO_DEFAULT_EXPORT,
            Range.at(shown, start),
            "the file has no default export",
            "export default async function (params, context) { … }; shared modules belong into"
                + " lib/");
      }
      return ofModule();
    }

    /** Project paths of what the text imports. */
    List<String> ofModule() {
      JsScanner.Fault fault = scan.fault();
      if (fault != null) {
        problems.error(ErrorCode.JS_SYNTAX, at(Position.at(body, fault.offset())), fault.what());
      }
      var computed = new Places(body);
      for (int offset : scan.computed()) {
        problems.error(
            ErrorCode.MODULE_NOT_LITERAL,
            at(computed.at(offset)),
            "this import computes the name of its module",
            "name the file in quotes: import(\"./money.js\")");
      }
      List<String> paths = new ArrayList<>();
      var places = new Places(body);
      for (JsImport imported : scan.imports()) {
        Range range = at(places.at(imported.from())).to(at(places.at(imported.to())));
        String path = resolved(imported.specifier(), range);
        if (path != null) {
          paths.add(path);
        }
      }
      return paths;
    }

    private Range at(Position place) {
      return Range.at(shown, place.within(start));
    }

    private @Nullable String resolved(String specifier, Range range) {
      if (!specifier.startsWith("./") && !specifier.startsWith("../")) {
        problems.error(
            ErrorCode.MODULE_FOREIGN,
            range,
            "\"" + specifier + "\" is not imported by a relative path",
            "put the module into lib/ and import it by a path that begins with ./ or ../");
        return null;
      }
      Deque<String> parts = new ArrayDeque<>(List.of(file.split("/", -1)));
      parts.removeLast();
      for (String part : specifier.split("/", -1)) {
        if (part.equals("..") && parts.pollLast() == null) {
          parts.clear();
          break;
        }
        if (!part.equals(".") && !part.equals("..")) {
          parts.addLast(part);
        }
      }
      String path = String.join("/", parts);
      if (!path.startsWith("logic/") && !path.startsWith("lib/")) {
        problems.error(
            ErrorCode.MODULE_FOREIGN,
            range,
            "\"" + specifier + "\" leads out of logic/ and lib/",
            "put the module into lib/");
        return null;
      }
      if (!files.contains(path) || !path.endsWith(".js")) {
        problems.error(
            ErrorCode.MODULE_NOT_FOUND,
            range,
            files.contains(path) ? path + " is no .js file" : "there is no " + path,
            notFoundHint(specifier, path));
        return null;
      }
      return path;
    }
  }

  private @Nullable String notFoundHint(String specifier, String path) {
    if (files.contains(path + ".js")) {
      return "did you mean \"" + specifier + ".js\"?";
    }
    return files.contains(path + "/index.js")
        ? "did you mean \"" + specifier + "/index.js\"?"
        : null;
  }
}
