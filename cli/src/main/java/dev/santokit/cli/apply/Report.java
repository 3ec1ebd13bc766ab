package dev.santokit.cli.apply;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.santokit.cli.apply.Change.What;
import dev.santokit.cli.plan.Approving;
import dev.santokit.cli.plan.PlanVerdict;
import dev.santokit.cli.terminal.Counted;
import dev.santokit.cli.terminal.Listing;
import dev.santokit.cli.terminal.Listing.Format;
import dev.santokit.cli.terminal.Terminal;
import dev.santokit.cli.terminal.Terminal.Style;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an apply says: what differs before anything is waited for, and how it ended. */
final class Report {

  private final Terminal terminal;
  private final Listing listing;
  private final String project;
  private final String namespace;
  private final String typed;

  /**
   * @param typed what the command line says of folder and cluster, for commands to be copied
   */
  Report(Terminal terminal, Listing listing, String project, String namespace, String typed) {
    this.terminal = terminal;
    this.listing = listing;
    this.project = project;
    this.namespace = namespace;
    this.typed = typed;
  }

  /** A line for each object that differs, and how many do. */
  void differences(Difference difference, boolean dryRun) {
    if (listing.format() != Format.table) {
      return;
    }
    for (Change change : difference.changes()) {
      if (change.what() != What.UNCHANGED) {
        String fields =
            change.fields().isEmpty()
                ? ""
                : terminal.styled(Style.DIM, "  " + String.join(", ", change.fields()));
        terminal.result(
            "%s %-8s %s%s"
                .formatted(styled(change.what()), change.kind().word(), change.title(), fields));
      }
    }
    String counts =
        Stream.of(What.values())
            .filter(what -> difference.count(what) > 0)
            .map(what -> difference.count(what) + " " + what.word())
            .collect(Collectors.joining(", "));
    terminal.result(
        "%s in namespace %s: %s%s"
            .formatted(
                terminal.styled(Style.BOLD, project),
                namespace,
                counts,
                dryRun ? " (dry run: nothing was written)" : ""));
  }

  private String styled(What what) {
    Style style =
        switch (what) {
          case CREATED -> Style.GREEN;
          case CHANGED -> Style.YELLOW;
          case DELETED -> Style.RED;
          case UNCHANGED -> Style.DIM;
        };
    return terminal.styled(style, "%-9s".formatted(what.word()));
  }

  /**
   * What is served, as soon as that is known.
   *
   * @param took from the first write on
   */
  void served(Difference difference, Verdict verdict, Duration took) {
    if (listing.format() == Format.table && verdict instanceof Verdict.Served served) {
      terminal.result(
          "release %s, revision %d, is served%s"
              .formatted(
                  shortened(served.digest()),
                  served.revision(),
                  difference.isNothing()
                      ? ""
                      : "%s after %.1f s"
                          .formatted(
                              served.pods() == 0 ? "" : " by " + Counted.of(served.pods(), "pod"),
                              took.toMillis() / 1000.0)));
    }
  }

  /**
   * The end.
   *
   * @param verdict null where nothing was waited for
   * @param plans that were waited for, by alias
   */
  void end(Difference difference, @Nullable Verdict verdict, SortedMap<String, PlanVerdict> plans) {
    switch (listing.format()) {
      case table -> plans.forEach((alias, plan) -> schema(difference, alias, plan));
      case json, yaml, name ->
          listing.print(
              terminal,
              new Listing.Content(
                  List.of(), List.of(), names(difference), document(difference, verdict, plans)),
              "");
    }
  }

  private void schema(Difference difference, String alias, PlanVerdict plan) {
    switch (plan) {
      case PlanVerdict.Applied(String version) -> {
        if (isWritten(difference, alias)) {
          terminal.result(
              "schema %s is applied%s"
                  .formatted(alias, version == null ? "" : ", version " + version));
        }
      }
      case PlanVerdict.AwaitsApproval awaits -> {
        terminal.result(
            (awaits.expanded()
                    ? "schema %s: its contract waits for approval: %s"
                    : "schema %s waits for approval before any of it is done: %s")
                .formatted(alias, awaits.hazards()));
        terminal.result("  " + approve(alias, awaits.hash()));
      }
      case PlanVerdict.Held(String why) -> terminal.result("schema %s: %s".formatted(alias, why));
      case PlanVerdict.Waiting(String why, _) ->
          terminal.result("schema %s: %s".formatted(alias, why));
      case PlanVerdict.Failed _ -> {} // is what the command ends with
    }
  }

  private static boolean isWritten(Difference difference, String alias) {
    return difference.writes().stream()
        .anyMatch(write -> write.item().kind() == Kind.PLAN && write.item().title().equals(alias));
  }

  private String approve(String alias, String hash) {
    return Approving.command(alias, hash, typed);
  }

  private static List<String> names(Difference difference) {
    return difference.changes().stream()
        .filter(change -> change.what() != What.UNCHANGED)
        .map(change -> change.kind().resource() + "/" + change.name())
        .toList();
  }

  private ObjectNode document(
      Difference difference, @Nullable Verdict verdict, SortedMap<String, PlanVerdict> plans) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("project", project).put("namespace", namespace);
    ArrayNode changes = json.putArray("changes");
    for (Change change : difference.changes()) {
      ObjectNode one =
          changes
              .addObject()
              .put("kind", change.kind().resourceKind())
              .put("name", change.name())
              .put("title", change.title())
              .put("change", change.what().name().toLowerCase(Locale.ROOT));
      if (!change.fields().isEmpty()) {
        change.fields().forEach(one.putArray("fields")::add);
      }
    }
    if (verdict instanceof Verdict.Served served) {
      json.putObject("served")
          .put("release", served.digest())
          .put("revision", served.revision())
          .put("pods", served.pods());
    }
    if (!plans.isEmpty()) {
      ArrayNode schemas = json.putArray("schemas");
      plans.forEach((alias, plan) -> document(schemas.addObject().put("database", alias), plan));
    }
    return json;
  }

  private void document(ObjectNode json, PlanVerdict plan) {
    json.put("expanded", plan.isExpanded());
    switch (plan) {
      case PlanVerdict.Applied(String version) ->
          json.put("state", "applied").put("version", version);
      case PlanVerdict.AwaitsApproval awaits ->
          json.put("state", "awaitingApproval")
              .put("hash", awaits.hash())
              .put("hazards", awaits.hazards())
              .put("approve", approve(json.path("database").asText(), awaits.hash()));
      case PlanVerdict.Held(String why) -> json.put("state", "held").put("message", why);
      case PlanVerdict.Waiting(String why, _) -> json.put("state", "waiting").put("message", why);
      case PlanVerdict.Failed(String reason, String message) ->
          json.put("state", "failed").put("reason", reason).put("message", message);
    }
  }

  /** Twelve digits, as everywhere. */
  private static String shortened(String digest) {
    String hash = digest.substring(digest.lastIndexOf(':') + 1);
    return hash.substring(0, Math.min(12, hash.length()));
  }
}
