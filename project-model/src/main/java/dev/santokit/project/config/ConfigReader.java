package dev.santokit.project.config;

import dev.santokit.project.file.ProjectFolder;
import dev.santokit.project.permissions.Permissions;
import dev.santokit.project.problem.ErrorCode;
import dev.santokit.project.problem.Nearest;
import dev.santokit.project.problem.Problems;
import dev.santokit.project.problem.Range;
import dev.santokit.project.yaml.Fields;
import dev.santokit.project.yaml.Node;
import dev.santokit.project.yaml.StrictYaml;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Puts a configuration together from its parts. */
final class ConfigReader {

  private static final String FOLDER = "config";
  private static final String DATABASES = FOLDER + "/databases.yaml";
  private static final String AUTH = FOLDER + "/auth.yaml";
  private static final String PROJECT = FOLDER + "/project.yaml";
  private static final String STORAGE = FOLDER + "/storage.yaml";
  private static final Set<String> FILES =
      Set.of(DATABASES, AUTH, PROJECT, STORAGE, Permissions.FILE);

  private final Problems problems;

  ConfigReader(Problems problems) {
    this.problems = problems;
  }

  /** All files of {@code config/} but the permissions, which are part of a release instead. */
  @Nullable ProjectConfig folder(ProjectFolder folder) {
    var own = new Problems();
    var reader = new ConfigReader(own);
    reader.refuseUnknownFiles(folder);
    ProjectConfig config = reader.known(folder);
    problems.addAll(own.sorted());
    return own.hasErrors() ? null : config;
  }

  private void refuseUnknownFiles(ProjectFolder folder) {
    for (String file : folder.filesUnder(FOLDER, problems)) {
      if (!FILES.contains(file) && (file.endsWith(".yaml") || file.endsWith(".yml"))) {
        problems.error(
            ErrorCode.CONFIG_UNKNOWN_FILE,
            Range.ofFile(file),
            "no configuration has this name",
            Nearest.hint(file, FILES));
      }
    }
  }

  private ProjectConfig known(ProjectFolder folder) {
    Node storage = document(folder, STORAGE);
    if (storage != null) {
      problems.error(
          ErrorCode.NOT_YET_SUPPORTED,
          storage.range(),
          "storing files is not supported yet",
          "remove " + STORAGE);
    }
    Node databases = document(folder, DATABASES);
    Node auth = document(folder, AUTH);
    Node project = document(folder, PROJECT);
    Node none = new Node.Mapping(Range.ofFile(PROJECT), new LinkedHashMap<>());
    var settings = new SettingsReader(problems);
    Fields fields =
        Fields.of(project == null ? none : project, "project", SettingsReader.keys(), problems)
            .orElse(null);
    if (fields == null) {
      return ProjectConfig.DEFAULT;
    }
    settings.checkOperations(fields);
    return settings.read(
        fields,
        databases == null ? new TreeMap<>() : new DatabasesReader(problems).read(databases),
        auth == null ? Auth.NONE : new AuthReader(problems).read(auth),
        settings.network(fields));
  }

  /** See {@link ProjectConfig#written}. */
  Node.@Nullable Mapping written(ProjectFolder folder) {
    var own = new Problems();
    var reader = new ConfigReader(own);
    var entries = new LinkedHashMap<String, Node.Entry>();
    reader.add("databases", reader.document(folder, DATABASES), entries);
    reader.add("auth", reader.document(folder, AUTH), entries);
    reader.add("permissions", reader.document(folder, Permissions.FILE), entries);
    if (reader.document(folder, PROJECT) instanceof Node.Mapping settings) {
      entries.putAll(settings.entries());
    }
    problems.addAll(own.sorted());
    return own.hasErrors() ? null : new Node.Mapping(Range.ofFile(FOLDER), entries);
  }

  private void add(String field, @Nullable Node node, Map<String, Node.Entry> entries) {
    if (node != null) {
      entries.put(field, new Node.Entry(node.range(), node));
    }
  }

  /** What a file holds; null when it is not there, is empty, or when an error was added. */
  private @Nullable Node document(ProjectFolder folder, String file) {
    String text = folder.has(file) ? folder.text(file, StrictYaml.MAX_BYTES, problems) : null;
    return text == null ? null : StrictYaml.read(file, text, problems);
  }

  /** All parts in one text, as config.json has them. JSON is YAML, so one reader serves both. */
  @Nullable ProjectConfig whole(String file, String text) {
    var own = new Problems();
    Node root = StrictYaml.read(file, text, own);
    if (root == null && !own.hasErrors()) {
      own.error(ErrorCode.WRONG_TYPE, Range.ofFile(file), "the file is empty");
    }
    ProjectConfig config = root == null ? null : new ConfigReader(own).whole(root, true);
    problems.addAll(own.sorted());
    return own.hasErrors() ? null : config;
  }

  /**
   * All parts in one mapping.
   *
   * @param server whether it is the text that the server reads, where {@code trustedProxies} stands
   *     beside the others, since nothing else of {@code network} is the server's
   */
  @Nullable ProjectConfig whole(Node root, boolean server) {
    var known = SettingsReader.keys();
    if (server) {
      known.remove("network");
      known.add("trustedProxies");
    }
    known.add("databases");
    known.add("auth");
    known.add("storage");
    Fields fields = Fields.of(root, "the configuration", known, problems).orElse(null);
    if (fields == null) {
      return null;
    }
    fields.notYet("storage", "storing files");
    var settings = new SettingsReader(problems);
    settings.checkOperations(fields);
    return settings.read(
        fields,
        fields.node("databases").map(new DatabasesReader(problems)::read).orElseGet(TreeMap::new),
        fields.node("auth").map(new AuthReader(problems)::read).orElse(Auth.NONE),
        server ? new NetworkReader(problems).trustedProxies(fields) : settings.network(fields));
  }
}
