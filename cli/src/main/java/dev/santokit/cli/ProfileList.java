package dev.santokit.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.santokit.cli.profile.Profile;
import dev.santokit.cli.profile.Profiles;
import dev.santokit.cli.terminal.ExitCode;
import dev.santokit.cli.terminal.Listing;
import dev.santokit.cli.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code stk profile list}. */
@Command(
    name = "list",
    description = "List the profiles. Tokens are not shown.",
    footer = {"", "Example: stk profile list"})
final class ProfileList implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin Common common = new Common();

  @Mixin Listing listing = new Listing();

  ProfileList(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Profiles profiles = Profiles.read(terminal);
    List<List<@Nullable String>> rows = new ArrayList<>();
    ArrayNode document = JsonNodeFactory.instance.arrayNode();
    profiles
        .profiles()
        .forEach((name, profile) -> {
          boolean current = name.equals(profiles.current());
          List<@Nullable String> row = new ArrayList<>();
          row.add(current ? "*" : "");
          row.add(name);
          row.add(cluster(profile));
          row.add(profile.namespace());
          row.add(profile.projectId());
          rows.add(row);
          document.add(json(name, profile, current));
        });
    listing.print(
        terminal,
        new Listing.Content(
            List.of("CURRENT", "NAME", "CLUSTER", "NAMESPACE", "PROJECT"),
            rows,
            List.copyOf(profiles.profiles().keySet()),
            document),
        "there are no profiles: commands take the kubeconfig's current context");
    return ExitCode.DONE.number();
  }

  private static @Nullable String cluster(Profile profile) {
    return profile.hubUrl() == null ? profile.context() : profile.hubUrl();
  }

  private static ObjectNode json(String name, Profile profile, boolean current) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("name", name)
        .put("current", current)
        .put("hub_url", profile.hubUrl())
        .put("context", profile.context())
        .put("namespace", profile.namespace())
        .put("project_id", profile.projectId())
        .put("has_token", profile.token() != null);
  }
}
