package dev.santokit.cli.apply;

import com.fasterxml.jackson.databind.JsonNode;
import dev.santokit.cli.apply.Difference.Deletion;
import dev.santokit.cli.apply.Difference.Write;
import dev.santokit.cli.cluster.Cluster;
import dev.santokit.cli.plan.PlanVerdict;
import dev.santokit.cli.terminal.CommandFailure;
import dev.santokit.cli.terminal.Counted;
import dev.santokit.cli.terminal.ExitCode;
import dev.santokit.cli.terminal.Listing;
import dev.santokit.cli.terminal.Terminal;
import dev.santokit.crds.plan.SchemaPlan;
import dev.santokit.project.Project;
import dev.santokit.project.logic.LogicFunction;
import dev.santokit.project.permissions.Permissions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One apply, from the files to what the cluster serves. */
public final class ApplyRun {

  /** From so many requests on somebody wants to know how far it is. */
  private static final int LONG = 100;

  private final Terminal terminal;
  private final Listing listing;
  private final ApplyOptions options;
  private final Objects objects;
  private final String namespace;
  private final Path folder;
  private final Project files;
  private final Desired desired;
  private final String typed;

  /**
   * @param folder where the files are
   * @param files without errors, under the name that the project has in the cluster
   * @param typed what the command line says of folder and cluster, with a space before each, for
   *     commands that are shown to be copied
   */
  public ApplyRun(
      Terminal terminal,
      Listing listing,
      ApplyOptions options,
      Cluster cluster,
      Path folder,
      Project files,
      String typed) {
    this.terminal = terminal;
    this.listing = listing;
    this.options = options;
    this.objects = new Objects(cluster);
    this.namespace = cluster.namespace();
    this.folder = folder;
    this.files = files;
    this.desired = new Desired(folder, files);
    this.typed = typed;
  }

  /** Configuration, schemas and functions. */
  public ExitCode all(PruneOptions prune) {
    Future<Optional<String>> commit = commit();
    Item project = desired.project();
    List<Item> bundles = desired.bundles();
    List<Item> plans = desired.plans();
    LiveProject live = LiveProject.read(objects, files.id(), EnumSet.allOf(Kind.class));
    Pruning pruning = pruning(bundles, live, prune);
    String digest = digest(pruning, files.permissions());
    Write configuration = new Write(project, Writing.MANAGER);
    Write manifest = manifest(digest, commit);
    List<Write> writes = new ArrayList<>();
    if (live.project().isPresent()) {
      // First which release is meant: new permissions alone are none then.
      writes.add(manifest);
      writes.add(configuration);
    } else {
      writes.add(configuration);
      writes.add(manifest);
    }
    plans.forEach(plan -> writes.add(new Write(plan, Writing.MANAGER)));
    bundles.forEach(bundle -> writes.add(new Write(bundle, Writing.MANAGER)));
    List<Deletion> deletions = new ArrayList<>(pruning.deletions());
    if (!prune.noPrune) {
      deletions.addAll(Pruning.plans(files.id(), plans, live.plans()));
    }
    return run(writes, live, deletions, digest);
  }

  /**
   * The schema of one database alone.
   *
   * @param agree asked before anything is written, with the plan as it would be applied; it throws
   *     where somebody does not agree
   */
  public ExitCode schema(String alias, Consumer<SchemaPlan> agree) {
    LiveProject live = LiveProject.read(objects, files.id(), EnumSet.of(Kind.PROJECT, Kind.PLAN));
    requireProject(live);
    Difference difference =
        Difference.of(
            List.of(new Write(desired.schema(alias), Writing.MANAGER)), live.objects(), List.of());
    Report report = new Report(terminal, listing, files.id(), namespace, typed);
    Writing writing = new Writing(objects, options.forceConflicts);
    Duration timeout = options.timeout();
    writing.attempt(difference);
    if (!difference.isNothing()) {
      agree.accept(desired.plan(alias));
    }
    report.differences(difference, options.dryRun);
    if (options.dryRun) {
      report.end(difference, null, new TreeMap<>());
      return ExitCode.DONE;
    }
    SchemaProgress schemas = progress(live, difference);
    var _ = write(writing, difference);
    SortedMap<String, PlanVerdict> plans =
        options.noWait ? new TreeMap<>() : schemas.await(alias::equals, timeout);
    report.end(difference, null, plans);
    schemas.orFail(plans);
    return ExitCode.DONE;
  }

  private SchemaProgress progress(LiveProject live, Difference difference) {
    return new SchemaProgress(
        terminal,
        objects,
        files.id(),
        difference.isNothing() ? Map.of() : SchemaProgress.of(live.plans()));
  }

  /** Functions alone, with the permissions that the project has in the cluster. */
  public ExitCode logic(PruneOptions prune) {
    Future<Optional<String>> commit = commit();
    List<Item> bundles = desired.bundles();
    LiveProject live = LiveProject.read(objects, files.id(), EnumSet.of(Kind.PROJECT, Kind.BUNDLE));
    requireProject(live);
    Pruning pruning = pruning(bundles, live, prune);
    String digest = digest(pruning, live.permissions());
    List<Write> writes = new ArrayList<>();
    writes.add(manifest(digest, commit));
    bundles.forEach(bundle -> writes.add(new Write(bundle, Writing.MANAGER)));
    return run(writes, live, pruning.deletions(), digest);
  }

  /**
   * Configuration alone, with the functions that the project has in the cluster.
   *
   * @param parts of it; those that are not named stay as they were applied
   */
  public ExitCode config(Set<Part> parts) {
    LiveProject live = LiveProject.read(objects, files.id(), EnumSet.of(Kind.PROJECT, Kind.BUNDLE));
    Item project = Desired.only(parts, desired.project(), live.project().orElse(null));
    List<Write> writes = new ArrayList<>();
    String digest = live.manifest().orElse(null);
    if (digest != null
        && parts.contains(Part.permissions)
        && !files.permissions().toJson().equals(live.permissions().toJson())) {
      digest =
          Desired.digest(files.id(), LiveProject.functions(live.bundles()), files.permissions());
      writes.add(manifest(digest, commit()));
    }
    writes.add(new Write(project, Writing.MANAGER));
    return run(writes, live, List.of(), digest);
  }

  private Future<Optional<String>> commit() {
    return CompletableFuture.supplyAsync(
        () -> SourceCommit.of(folder, terminal), task -> Thread.ofVirtual().start(task));
  }

  private Write manifest(String digest, Future<Optional<String>> commit) {
    return new Write(
        Desired.manifest(files.id(), digest, SourceCommit.await(commit)), Writing.RELEASE_MANAGER);
  }

  private Pruning pruning(List<Item> bundles, LiveProject live, PruneOptions prune) {
    Pruning pruning = Pruning.of(files.id(), bundles, live.bundles(), !prune.noPrune);
    pruning.check(bundles, live.bundles().size(), prune.yes || options.dryRun);
    if (!prune.noPrune) {
      pruning
          .stay()
          .forEach(bundle ->
              terminal.progress(
                  "notice: %s is not in the files and stays: stk did not apply it"
                      .formatted(Pruning.path(bundle))));
    }
    return pruning;
  }

  private String digest(Pruning pruning, Permissions permissions) {
    List<LogicFunction> functions = new ArrayList<>(files.functions());
    functions.addAll(LiveProject.functions(pruning.stay()));
    return Desired.digest(files.id(), functions, permissions);
  }

  private void requireProject(LiveProject live) {
    if (live.project().isEmpty()) {
      throw CommandFailure.notFound(
          "no project \"%s\" in namespace %s".formatted(files.id(), namespace),
          "stk apply applies configuration and schema, too");
    }
  }

  private ExitCode run(
      List<Write> writes, LiveProject live, List<Deletion> deletions, @Nullable String digest) {
    Difference difference = Difference.of(writes, live.objects(), deletions);
    Report report = new Report(terminal, listing, files.id(), namespace, typed);
    Writing writing = new Writing(objects, options.forceConflicts);
    Duration timeout = options.timeout();
    writing.attempt(difference);
    report.differences(difference, options.dryRun);
    if (options.dryRun) {
      report.end(difference, null, new TreeMap<>());
      return ExitCode.DONE;
    }
    try (ProjectEvents events = new ProjectEvents(objects, files.id(), !options.noWait)) {
      long start = System.nanoTime();
      SchemaProgress schemas = progress(live, difference);
      JsonNode written = write(writing, difference);
      if (options.noWait) {
        report.end(difference, null, new TreeMap<>());
        return ExitCode.DONE;
      }
      JsonNode project = written == null ? live.project().orElseThrow() : written;
      Expected expected =
          new Expected(
              project.path("metadata").path("generation").asLong(),
              digest,
              difference.writes().stream().anyMatch(ApplyRun::isConfiguration));
      Verdict verdict =
          new Serving(
                  terminal,
                  objects,
                  events,
                  writing,
                  schemas,
                  expected,
                  writes,
                  deletions,
                  difference.isNothing() ? null : before(live))
              .await(difference.isNothing() ? project : null, timeout);
      report.served(difference, verdict, Duration.ofNanos(System.nanoTime() - start));
      Set<String> aliases =
          writes.stream()
              .filter(write -> write.item().kind() == Kind.PLAN)
              .map(write -> write.item().title())
              .collect(Collectors.toSet());
      SortedMap<String, PlanVerdict> plans = plans(schemas, aliases, verdict, timeout);
      report.end(difference, verdict, plans);
      schemas.orFail(plans);
      return ExitCode.DONE;
    }
  }

  /** Contracts follow the release. Of one that is held back nothing more is to be waited for. */
  private static SortedMap<String, PlanVerdict> plans(
      SchemaProgress schemas, Set<String> aliases, Verdict verdict, Duration timeout) {
    if (aliases.isEmpty()) {
      return new TreeMap<>();
    }
    if (!(verdict instanceof Verdict.Held)) {
      return schemas.await(aliases::contains, timeout);
    }
    SortedMap<String, PlanVerdict> plans = schemas.look();
    plans.keySet().retainAll(aliases);
    return plans;
  }

  private static @Nullable Verdict before(LiveProject live) {
    return live.project()
        .map(project -> Verdict.of(project, new Expected(0, null, false)))
        .orElse(null);
  }

  private static boolean isConfiguration(Write write) {
    return write.item().kind() == Kind.PROJECT && write.manager().equals(Writing.MANAGER);
  }

  private @Nullable JsonNode write(Writing writing, Difference difference) {
    int all = difference.writes().size() + difference.deletions().size();
    return writing.carryOut(
        difference,
        done -> {
          if (all >= LONG && done % LONG == 0) {
            terminal.progress("%d of %s".formatted(done, Counted.of(all, "object")));
          }
        });
  }
}
