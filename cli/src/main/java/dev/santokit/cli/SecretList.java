package dev.santokit.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.santokit.cli.cluster.Cluster;
import dev.santokit.cli.cluster.Target;
import dev.santokit.cli.terminal.ExitCode;
import dev.santokit.cli.terminal.Listing;
import dev.santokit.cli.terminal.Terminal;
import dev.santokit.cli.vault.ProjectVault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code stk secret list}. */
@Command(
    name = "list",
    description = "List the names of a project's secrets, and those that it lacks. Never a value.",
    footer = {"", "Example: stk secret list my-app"})
final class SecretList implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin Common common = new Common();

  @Mixin Target target = new Target();

  @Mixin Listing listing = new Listing();

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      description = "The project. Default: the nearest folder upwards with stk.config.json.")
  @Nullable Path dir;

  SecretList(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    String project = target.project(terminal, dir);
    try (Cluster cluster = target.connect(terminal)) {
      ProjectVault vault = new ProjectVault(cluster, project);
      ProjectVault.Names names = vault.names();
      listing.print(terminal, content(names), "no secrets in " + vault.title());
      if (names.problem() != null) {
        terminal.progress(names.problem());
      }
    }
    return ExitCode.DONE.number();
  }

  private static Listing.Content content(ProjectVault.Names names) {
    SortedSet<String> all = new TreeSet<>(names.set());
    all.addAll(names.byConfig());
    all.addAll(names.byLogic());
    List<List<String>> rows = new ArrayList<>();
    ArrayNode document = JsonNodeFactory.instance.arrayNode();
    for (String name : all) {
      boolean set = names.set().contains(name);
      List<String> users = new ArrayList<>();
      if (names.byConfig().contains(name)) {
        users.add("config");
      }
      if (names.byLogic().contains(name)) {
        users.add("logic");
      }
      rows.add(List.of(name, set ? "set" : "missing", String.join(", ", users)));
      ObjectNode one = document.addObject().put("name", name).put("set", set);
      users.forEach(one.putArray("usedBy")::add);
    }
    return new Listing.Content(
        List.of("NAME", "STATE", "USED BY"), rows, List.copyOf(all), document);
  }
}
