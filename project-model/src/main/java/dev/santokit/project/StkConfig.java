package dev.santokit.project;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.santokit.project.file.ProjectFolder;
import dev.santokit.project.problem.ErrorCode;
import dev.santokit.project.problem.Position;
import dev.santokit.project.problem.Problems;
import dev.santokit.project.problem.Range;
import dev.santokit.project.yaml.Fields;
import dev.santokit.project.yaml.Node;
import dev.santokit.project.yaml.StrictYaml;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What {@code stk.config.json} says.
 *
 * @param projectId the project's name
 * @param types where the types of its functions are written, see {@link Project#types}
 */
record StkConfig(String projectId, String types) {

  static final String FILE = "stk.config.json";

  private static final String DEFAULT_TYPES = ".stk/santokit-env.d.ts";

  private static final Predicate<String> IS_PROJECT_ID =
      Pattern.compile("[a-z][a-z0-9-]{0,38}[a-z0-9]").asMatchPredicate();

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  /** Reads it; null when an error was added. */
  static @Nullable StkConfig read(ProjectFolder folder, Problems problems) {
    if (!folder.has(FILE)) {
      problems.error(
          ErrorCode.FILE_UNREADABLE,
          Range.ofFile(FILE),
          "there is no " + FILE,
          "is this the folder of a project? stk init makes one");
      return null;
    }
    String text = folder.text(FILE, StrictYaml.MAX_BYTES, problems);
    if (text == null || !isJson(text, problems)) {
      return null;
    }
    // JSON is YAML, whose reader knows places; only that YAML does not like to be indented by tabs.
    Node root = StrictYaml.read(FILE, text.replace('\t', ' '), problems);
    return root == null ? null : read(root, problems);
  }

  private static boolean isJson(String text, Problems problems) {
    try {
      JSON.readTree(text);
      return true;
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      Position place =
          at == null
              ? Position.START
              : new Position(Math.max(1, at.getLineNr()), Math.max(1, at.getColumnNr()));
      problems.error(
          ErrorCode.JSON_SYNTAX,
          Range.at(FILE, place),
          "not JSON",
          e.getOriginalMessage().lines().findFirst().orElse(null));
      return false;
    }
  }

  private static @Nullable StkConfig read(Node root, Problems problems) {
    Optional<Fields> fields = Fields.of(root, FILE, Set.of("project_id", "codegen"), problems);
    if (fields.isEmpty()) {
      return null;
    }
    fields.get().require("project_id", "{\"project_id\": \"my-app\"}");
    String types =
        fields
            .get()
            .fields("codegen", Set.of("output"))
            .flatMap(codegen -> types(codegen, problems))
            .orElse(DEFAULT_TYPES);
    return fields
        .get()
        .string("project_id")
        .filter(text -> isId(text, fields.get(), problems))
        .map(id -> new StkConfig(id, types))
        .orElse(null);
  }

  /** It is a path from the project's folder, also upwards: a front end often lies beside it. */
  private static Optional<String> types(Fields codegen, Problems problems) {
    Optional<String> output = codegen.string("output");
    if (output.isPresent()
        && !output.get().equals(Project.BESIDE_THE_CLIENT)
        && (!output.get().endsWith(".d.ts")
            || output.get().startsWith("/")
            || output.get().contains("\\"))) {
      problems.error(
          ErrorCode.INVALID_VALUE,
          codegen.rangeOf("output"),
          "\"" + output.get() + "\" is no place for types",
          "a file whose name ends with .d.ts, from this folder on: "
              + DEFAULT_TYPES
              + "; or node_modules");
      return Optional.empty();
    }
    return output;
  }

  private static boolean isId(String text, Fields fields, Problems problems) {
    if (IS_PROJECT_ID.test(text)) {
      return true;
    }
    problems.error(
        ErrorCode.INVALID_VALUE,
        fields.rangeOf("project_id"),
        "\"" + text + "\" is no name of a project",
        "2 to 40 lower-case letters, digits and -, a letter first and no - at the end");
    return false;
  }
}
