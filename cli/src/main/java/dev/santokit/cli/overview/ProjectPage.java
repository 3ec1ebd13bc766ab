package dev.santokit.cli.overview;

import dev.santokit.cli.terminal.Columns;
import dev.santokit.cli.terminal.Counted;
import dev.santokit.cli.terminal.Terminal;
import dev.santokit.cli.terminal.Terminal.Style;
import dev.santokit.crds.Condition;
import dev.santokit.crds.project.ActiveRelease;
import dev.santokit.crds.project.DatabaseStatus;
import dev.santokit.crds.project.GitSource;
import dev.santokit.crds.project.SantokitProjectStatus;
import dev.santokit.crds.project.VaultStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All about one project, on a page. */
public final class ProjectPage {

  private static final int LABEL_WIDTH = 11;

  private final Terminal terminal;
  private final ProjectView project;
  private final List<FunctionView> functions;
  private final SortedSet<String> needed;
  private final List<String> lines = new ArrayList<>();

  private ProjectPage(
      Terminal terminal,
      ProjectView project,
      List<FunctionView> functions,
      SortedSet<String> needed) {
    this.terminal = terminal;
    this.project = project;
    this.functions = functions;
    this.needed = needed;
  }

  /**
   * The page's lines.
   *
   * @param functions of the project
   * @param needed names of secrets that the project mentions
   */
  public static List<String> lines(
      Terminal terminal,
      ProjectView project,
      List<FunctionView> functions,
      SortedSet<String> needed) {
    return new ProjectPage(terminal, project, functions, needed).page();
  }

  private List<String> page() {
    String state = project.isReady() ? "ready" : "not ready";
    lines.add(
        "%s in namespace %s: %s"
            .formatted(
                terminal.styled(Style.BOLD, project.name()),
                project.namespace(),
                terminal.styled(project.isReady() ? Style.GREEN : Style.RED, state)));
    if (!project.isReady()) {
      lines.add("  " + project.explanation());
    }
    lines.add("");
    fact("url", project.status().map(SantokitProjectStatus::url).orElse(null));
    fact("release", release().orElse("none is served"));
    project.release().map(ActiveRelease::source).ifPresent(source -> fact("git", git(source)));
    fact("pods", pods());
    fact("functions", functionCount());
    fact("databases", databases());
    fact("secrets", secrets());
    fact(
        "vault key",
        project
            .status()
            .map(SantokitProjectStatus::vault)
            .map(VaultStatus::kid)
            .orElse("none yet: the operator makes it"));
    conditions();
    complaints();
    return lines;
  }

  private void fact(String label, @Nullable String value) {
    String shown = value == null || value.isEmpty() ? "-" : value;
    lines.add(label + " ".repeat(LABEL_WIDTH - label.length()) + shown);
  }

  private Optional<String> release() {
    return project
        .releaseText()
        .map(text -> {
          ActiveRelease release = project.release().orElseThrow();
          StringBuilder line = new StringBuilder(text);
          if (release.activatedAt() != null) {
            line.append(", since ").append(release.activatedAt());
          }
          if (release.appliedBy() != null) {
            line.append(", applied by ").append(release.appliedBy());
          }
          if (Boolean.TRUE.equals(release.pinned())) {
            line.append(", pinned");
          }
          if (release.pending() != null) {
            line.append("; revision ").append(release.pending()).append(" waits");
          }
          return line.toString();
        });
  }

  private static String git(GitSource source) {
    return source.git() + (Boolean.TRUE.equals(source.dirty()) ? ", with changes since" : "");
  }

  private @Nullable String pods() {
    Integer replicas = project.status().map(SantokitProjectStatus::replicas).orElse(null);
    if (replicas == null) {
      return null;
    }
    String digest = project.release().map(ActiveRelease::digest).orElse(null);
    long serving =
        project
            .release()
            .map(ActiveRelease::servedBy)
            .map(pods ->
                pods.stream().filter(pod -> digest != null && digest.equals(pod.digest())).count())
            .orElse(0L);
    return replicas + (digest == null ? "" : ", " + serving + " of them serve the release");
  }

  private String functionCount() {
    long invalid = functions.stream().filter(f -> f.complaint().isPresent()).count();
    return functions.size() + (invalid == 0 ? "" : ", " + invalid + " of them not valid");
  }

  private @Nullable String databases() {
    return project
        .status()
        .map(SantokitProjectStatus::databases)
        .map(all -> all.stream().map(ProjectPage::database).collect(Collectors.joining(", ")))
        .orElse(null);
  }

  private static String database(DatabaseStatus database) {
    String state =
        database.reachable() == null
            ? "not asked yet"
            : database.reachable() ? "reachable" : "away";
    String plan = database.schemaPlan() == null ? "" : ", plan " + database.schemaPlan();
    return database.alias() + " (" + state + plan + ")";
  }

  private String secrets() {
    SortedSet<String> missing = new TreeSet<>(needed);
    missing.removeAll(project.secrets());
    String there = project.secrets().isEmpty() ? "none set" : String.join(", ", project.secrets());
    return missing.isEmpty()
        ? there
        : "%s; %s missing: %s"
            .formatted(there, Counted.of(missing.size(), "name"), String.join(", ", missing));
  }

  private void conditions() {
    if (project.conditions().isEmpty()) {
      return;
    }
    lines.add("");
    List<List<String>> rows = new ArrayList<>();
    for (Condition condition : project.conditions()) {
      rows.add(
          List.of(
              condition.type(),
              ProjectView.word(condition.status()),
              condition.reason(),
              condition.message()));
    }
    lines.addAll(Columns.lines(List.of("CONDITION", "STATUS", "REASON", "MESSAGE"), rows));
  }

  private void complaints() {
    List<FunctionView> invalid =
        functions.stream().filter(function -> function.complaint().isPresent()).toList();
    if (invalid.isEmpty()) {
      return;
    }
    lines.add("");
    lines.add("not valid, so that the last valid content of each is served:");
    for (FunctionView function : invalid) {
      function
          .complaint()
          .orElse("")
          .lines()
          .forEach(line -> lines.add("  " + function.path() + ": " + line));
    }
  }
}
