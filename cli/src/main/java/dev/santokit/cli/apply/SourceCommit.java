package dev.santokit.cli.apply;

import dev.santokit.cli.terminal.Terminal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * The commit that a project's files are of, as Git says it: {@code 5cf7351…} or, where files of the
 * project differ from it, {@code 5cf7351…-dirty}.
 */
public final class SourceCommit {

  /** Annotation of a project; written together with the manifest of a release. */
  public static final String ANNOTATION = "santokit.dev/source-commit";

  private static final String OID = "# branch.oid ";
  private static final long MOST_SECONDS = 2;

  private SourceCommit() {}

  /** The commit; empty without Git, without a repository, or before its first commit. */
  public static Optional<String> of(Path folder, Terminal terminal) {
    ProcessBuilder git =
        new ProcessBuilder(
                // A repository may name programs for Git to run; none of them is needed for this.
                List.of(
                    "git",
                    "-c",
                    "core.fsmonitor=false",
                    "status",
                    "--porcelain=v2",
                    "--branch",
                    "--untracked-files=normal",
                    "--",
                    "."))
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    git.environment().clear();
    git.environment().putAll(terminal.environment());
    git.environment().put("GIT_OPTIONAL_LOCKS", "0");
    try {
      Process process = git.start();
      process.getOutputStream().close();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return Optional.empty();
      }
      return process.exitValue() == 0 ? parse(out) : Optional.empty();
    } catch (IOException noGit) {
      return Optional.empty();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** One that is being looked for. */
  static Optional<String> await(Future<Optional<String>> commit) {
    try {
      return commit.get();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException failed) {
      throw new IllegalStateException(failed.getCause());
    }
  }

  static Optional<String> parse(String status) {
    List<String> lines = status.lines().toList();
    boolean dirty = lines.stream().anyMatch(line -> !line.startsWith("#"));
    return lines.stream()
        .filter(line -> line.startsWith(OID))
        .map(line -> line.substring(OID.length()))
        .filter(oid -> oid.matches("[0-9a-f]{40,64}"))
        .map(oid -> dirty ? oid + "-dirty" : oid)
        .findFirst();
  }
}
