package dev.santokit.project.logic;

import dev.santokit.project.file.ProjectFolder;
import dev.santokit.project.problem.ErrorCode;
import dev.santokit.project.problem.Problems;
import dev.santokit.project.problem.Range;
import dev.santokit.project.yaml.Node;
import dev.santokit.project.yaml.StrictYaml;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the functions of a project from {@code logic/} and what they import from {@code lib/}. */
public final class LogicFolder {

  /** The largest file of a function or module. */
  static final int MOST_SOURCE_BYTES = 4 << 20;

  private static final String LOGIC = "logic/";

  private final ProjectFolder project;
  private final @Nullable Surroundings surroundings;
  private final Problems problems;
  private final List<String> logic;
  private final JsModules modules;

  private LogicFolder(
      ProjectFolder project, @Nullable Surroundings surroundings, Problems problems) {
    this.project = project;
    this.surroundings = surroundings;
    this.problems = problems;
    this.logic = project.filesUnder("logic", problems);
    Set<String> files = new HashSet<>(logic);
    files.addAll(project.filesUnder("lib", problems));
    this.modules = JsModules.in(project, files);
  }

  /**
   * Reads all functions, those with errors left out.
   *
   * @param surroundings null when the project's configuration could not be read: what depends on it
   *     is not checked then
   * @return by path
   */
  public static List<LogicFunction> read(
      ProjectFolder project, @Nullable Surroundings surroundings, Problems problems) {
    return new LogicFolder(project, surroundings, problems).read();
  }

  /** A file that may be a function: its name without extension is the path. */
  private record Candidate(String file, String stem, LogicType type) {}

  private List<LogicFunction> read() {
    Map<String, String> twins = new TreeMap<>(); // by stem
    List<Candidate> candidates = new ArrayList<>();
    for (String file : logic) {
      int dot = file.lastIndexOf('.');
      boolean named = dot > file.lastIndexOf('/');
      String stem = named ? file.substring(LOGIC.length(), dot) : file.substring(LOGIC.length());
      String extension = named ? file.substring(dot + 1) : "";
      if (extension.equals("yaml")) {
        twins.put(stem, file);
      } else {
        LogicType.of(extension)
            .ifPresentOrElse(
                type -> candidates.add(new Candidate(file, stem, type)),
                () -> refuseUnknown(file, extension));
      }
    }
    return functions(candidates, twins);
  }

  private void refuseUnknown(String file, String extension) {
    problems.error(
        ErrorCode.LOGIC_FILE_UNKNOWN,
        Range.ofFile(file),
        extension.isEmpty()
            ? "a file without extension is no function"
            : "a file with the extension ." + extension + " is no function",
        switch (extension) {
          case "yml" -> "metadata beside a function ends in .yaml";
          case "ts", "mjs", "cjs", "tsx", "jsx" -> "JavaScript ends in .js and is an ES module";
          default -> "logic/ holds .sql, .js, .wasm and .yaml files";
        });
  }

  private List<LogicFunction> functions(List<Candidate> candidates, Map<String, String> twins) {
    Map<String, Candidate> taken = new TreeMap<>(); // by stem in lower case
    List<LogicFunction> functions = new ArrayList<>();
    for (Candidate candidate : candidates) {
      String twin = twins.get(candidate.stem);
      FunctionPath path = path(candidate);
      if (path != null && isAlone(candidate, taken)) {
        LogicFunction function = function(path, candidate, twin);
        if (function != null) {
          functions.add(function);
        }
      }
    }
    twins.forEach((stem, file) -> {
      if (candidates.stream().noneMatch(c -> c.stem.equals(stem))) {
        problems.error(
            ErrorCode.LOGIC_TWIN_ALONE,
            Range.ofFile(file),
            "there is no function beside this metadata",
            "it belongs beside " + LOGIC + stem + ".sql, .js or .wasm");
      }
    });
    return functions.stream().sorted((a, b) -> a.path().compareTo(b.path())).toList();
  }

  private @Nullable FunctionPath path(Candidate candidate) {
    String fault = FunctionPath.fault(candidate.stem);
    if (fault == null) {
      return new FunctionPath(candidate.stem);
    }
    problems.error(
        ErrorCode.LOGIC_PATH,
        Range.ofFile(candidate.file),
        fault,
        candidate.stem.indexOf('/') < 0
            ? "move it into a folder: logic/" + candidate.stem + "/get." + candidate.type.word()
            : null);
    return null;
  }

  private boolean isAlone(Candidate candidate, Map<String, Candidate> taken) {
    Candidate other = taken.putIfAbsent(candidate.stem.toLowerCase(Locale.ROOT), candidate);
    if (other == null) {
      return true;
    }
    problems.error(
        ErrorCode.LOGIC_PATH_CLASH,
        Range.ofFile(candidate.file),
        other.stem.equals(candidate.stem)
            ? other.file + " makes the path " + candidate.stem + " too"
            : "the path " + candidate.stem + " differs from " + other.stem + " in nothing but case",
        "rename one of them");
    return false;
  }

  private @Nullable LogicFunction function(
      FunctionPath path, Candidate candidate, @Nullable String twinFile) {
    String text = text(candidate);
    var ofTwin = new Problems();
    Node twin = twinFile == null ? null : twin(twinFile, ofTwin);
    problems.addAll(ofTwin.sorted());
    if (text == null || ofTwin.hasErrors()) {
      return null;
    }
    return new LogicFile(path, candidate.type, candidate.file, text, twin, surroundings)
        .read(modules, problems);
  }

  private @Nullable String text(Candidate candidate) {
    if (candidate.type != LogicType.WASM) {
      return project.text(candidate.file, MOST_SOURCE_BYTES, problems);
    }
    byte[] module = project.bytes(candidate.file, MOST_SOURCE_BYTES, problems);
    return module == null ? null : WasmModule.text(module);
  }

  private @Nullable Node twin(String file, Problems ofTwin) {
    String text = project.text(file, StrictYaml.MAX_BYTES, ofTwin);
    return text == null ? null : StrictYaml.read(file, text, ofTwin);
  }
}
