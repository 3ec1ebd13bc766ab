package dev.santokit.cli.cluster;

import dev.santokit.cli.profile.Profile;
import dev.santokit.cli.profile.Profiles;
import dev.santokit.cli.project.ProjectLocation;
import dev.santokit.cli.terminal.CommandFailure;
import dev.santokit.cli.terminal.Terminal;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Which cluster, namespace and project a command is about. The first of these that says it counts:
 * the command line, {@code STK_NAMESPACE} and {@code STK_PROJECT_ID}, the project's files (its
 * name), the profile, the kubeconfig.
 */
public final class Target {

  @Option(
      names = "--context",
      paramLabel = "NAME",
      description = "Context of the kubeconfig. Default: the profile's, else the current one.")
  @Nullable String context;

  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "NAME",
      description =
          "Namespace. Default: $$STK_NAMESPACE, else the profile's, else the context's, else"
              + " default.")
  @Nullable String namespace;

  @Option(
      names = {"--project", "--project-id"},
      paramLabel = "NAME",
      description =
          "Name of the project. Default: $$STK_PROJECT_ID, else project_id of stk.config.json,"
              + " else the profile's.")
  @Nullable String project;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = "Profile of stk profile. Default: $$STK_PROFILE, else the current one.")
  @Nullable String profile;

  /**
   * The cluster. No request is sent yet.
   *
   * @throws CommandFailure when nothing says how to reach one, or what says it is wrong
   */
  public Cluster connect(Terminal terminal) {
    return Cluster.open(terminal, resolved(terminal));
  }

  /**
   * The name of the project that a command is about which needs no files.
   *
   * @param dir the folder that the command line names, or null for the nearest upwards
   * @throws CommandFailure when nothing says it
   */
  public String project(Terminal terminal, @Nullable Path dir) {
    return named(terminal)
        .or(() -> ofFiles(terminal, dir))
        .or(() -> Optional.ofNullable(profile(terminal).projectId()))
        .orElseThrow(() ->
            CommandFailure.notFound(
                "which project? There is no stk.config.json here or in a folder above",
                "name it with --project, or run the command in the project's folder"));
  }

  /** The name that the command line or the environment puts in the place of that in the files. */
  public Optional<String> named(Terminal terminal) {
    return Optional.ofNullable(project).or(() -> variable(terminal, "STK_PROJECT_ID"));
  }

  /**
   * The options as they were typed, for a command that is shown to be copied: {@code -n prod}, with
   * a space before each; empty when there are none.
   */
  public String typed() {
    return typed("--context", context)
        + typed("-n", namespace)
        + typed("--project", project)
        + typed("--profile", profile);
  }

  private static String typed(String option, @Nullable String value) {
    return value == null ? "" : " " + option + " " + value;
  }

  private static Optional<String> ofFiles(Terminal terminal, @Nullable Path dir) {
    Optional<Path> folder =
        dir == null
            ? ProjectLocation.nearest(terminal.workingDirectory())
            : Optional.of(ProjectLocation.find(terminal.workingDirectory(), dir));
    return folder.map(ProjectLocation::projectId);
  }

  /** The way to the cluster, as the command line, the environment and the profile say it. */
  private Profile resolved(Terminal terminal) {
    if (context != null && profile != null) {
      throw CommandFailure.usage("--context and --profile say different clusters", "leave out one");
    }
    Profile way =
        context == null
            ? profile(terminal)
            : Profile.EMPTY.with(new Profile(null, null, null, context, null, null));
    String token = variable(terminal, "STK_TOKEN").orElse(null);
    return way.with(
        new Profile(
            null,
            null,
            way.hubUrl() == null ? null : token,
            null,
            namespace == null ? variable(terminal, "STK_NAMESPACE").orElse(null) : namespace,
            null));
  }

  private Profile profile(Terminal terminal) {
    if (context != null) {
      return Profile.EMPTY; // another cluster than the current profile's
    }
    Profiles profiles = Profiles.read(terminal);
    String name =
        Optional.ofNullable(profile)
            .or(() -> variable(terminal, "STK_PROFILE"))
            .orElse(profiles.current());
    if (name == null) {
      return Profile.EMPTY;
    }
    return profiles
        .named(name)
        .orElseThrow(() ->
            CommandFailure.notFound(
                "no profile \"" + name + "\"",
                profiles.profiles().isEmpty()
                    ? "set one: stk profile set " + name + " --hub-url URL"
                    : "there are: " + String.join(", ", profiles.profiles().keySet())));
  }

  private static Optional<String> variable(Terminal terminal, String name) {
    return Optional.ofNullable(terminal.environment().get(name)).filter(value -> !value.isBlank());
  }
}
