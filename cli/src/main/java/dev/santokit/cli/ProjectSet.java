package dev.santokit.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.santokit.cli.profile.Profile;
import dev.santokit.cli.profile.Profiles;
import dev.santokit.cli.project.ProjectLocation;
import dev.santokit.cli.terminal.CommandFailure;
import dev.santokit.cli.terminal.ExitCode;
import dev.santokit.cli.terminal.Terminal;
import dev.santokit.crds.Formats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stk project set}. */
@Command(
    name = "set",
    description = "Set the name of the project that commands are about.",
    footer = {
      "",
      "In a project's folder it becomes project_id of stk.config.json, elsewhere that of the current profile."
          + " Nothing is changed on the cluster: what goes by the old name there stays.",
      "",
      "Example: stk project set shop my-app",
      "         stk project set shop --profile prod"
    })
final class ProjectSet implements Callable<Integer> {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The value of the key, wherever it stands; that it is the right one is checked afterwards. */
  private static final Pattern PROJECT_ID =
      Pattern.compile("(\"project_id\"\\s*:\\s*)\"(?:[^\"\\\\]|\\\\.)*\"");

  private final Terminal terminal;

  @Mixin Common common = new Common();

  @Parameters(index = "0", paramLabel = "NAME", description = "The project's name.")
  String name = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "DIR",
      description = "The project. Default: the nearest folder upwards with stk.config.json.")
  @Nullable Path dir;

  @Option(
      names = "--profile",
      paramLabel = "PROFILE",
      description = "Set it in this profile, and in no file of a project.")
  @Nullable String profile;

  ProjectSet(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    if (!name.matches(Formats.PROJECT)) {
      throw CommandFailure.usage(
          "\"" + name + "\" cannot be the name of a project",
          "2 to 40 lower-case letters, digits and -, a letter first, no - at the end");
    }
    if (profile != null && dir != null) {
      throw CommandFailure.usage("--profile and a folder say two places", "leave out one");
    }
    Optional<Path> folder =
        profile != null
            ? Optional.empty()
            : dir == null
                ? ProjectLocation.nearest(terminal.workingDirectory())
                : Optional.of(ProjectLocation.find(terminal.workingDirectory(), dir));
    if (folder.isPresent()) {
      inFile(folder.get().resolve("stk.config.json"));
    } else {
      inProfile();
    }
    return ExitCode.DONE.number();
  }

  /** Changes the value alone: the rest of the file stays as its author laid it out. */
  private void inFile(Path file) throws IOException {
    String text = Files.readString(file);
    Matcher value = PROJECT_ID.matcher(text);
    String changed = value.replaceFirst("$1\"" + name + "\"");
    if (!says(changed)) {
      throw CommandFailure.failed(
          "stk.config.json has no project_id that could be changed",
          "write it: {\"project_id\": \"" + name + "\"}");
    }
    Files.writeString(file, changed);
    terminal.result("project_id is " + name + " in " + file);
  }

  private boolean says(String text) {
    try {
      JsonNode json = JSON.readTree(text);
      return json.path("project_id").asText().equals(name);
    } catch (JsonProcessingException broken) {
      return false;
    }
  }

  private void inProfile() {
    Profiles profiles = Profiles.read(terminal);
    String chosen =
        Optional.ofNullable(profile)
            .or(() -> Optional.ofNullable(terminal.environment().get("STK_PROFILE")))
            .orElse(profiles.current());
    Optional<Profile> before = chosen == null ? Optional.empty() : profiles.named(chosen);
    if (before.isEmpty() || chosen == null) {
      throw CommandFailure.notFound(
          chosen == null
              ? "no stk.config.json here or in a folder above, and no profile"
              : "no profile \"" + chosen + "\"",
          "name the project's folder, or make a profile: stk profile set NAME --project-id "
              + name);
    }
    Profile named = new Profile(null, null, null, null, null, name);
    profiles.with(chosen, before.get().with(named)).write(terminal);
    terminal.result("project_id is " + name + " in profile " + chosen);
  }
}
