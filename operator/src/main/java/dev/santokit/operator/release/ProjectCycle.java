package dev.santokit.operator.release;

import dev.santokit.crds.bundle.Bundles;
import dev.santokit.crds.bundle.LogicBundle;
import dev.santokit.crds.project.ReleasePolicy;
import dev.santokit.crds.project.SantokitProject;
import dev.santokit.operator.bundle.BundleSet;
import dev.santokit.operator.bundle.ParsedBundle;
import dev.santokit.operator.bundle.ParsedBundles;
import dev.santokit.project.logic.BodyPlaces;
import dev.santokit.project.logic.LogicFunction;
import dev.santokit.project.logic.Surroundings;
import dev.santokit.project.permissions.Permissions;
import dev.santokit.project.problem.Problems;
import dev.santokit.project.release.Commit;
import dev.santokit.project.release.Release;
import dev.santokit.project.release.ReleaseFiles;
import dev.santokit.project.release.ReleaseTooLarge;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One project's way from bundles to a release that its pods serve. Each look starts from what the
 * cluster holds, so a look that was cut short anywhere is taken up by the next one; what is
 * remembered in between only saves work. Not for use by several threads.
 */
final class ProjectCycle {

  private static final Logger LOG = Logger.getLogger(ProjectCycle.class);

  private static final int DEFAULT_HISTORY = 5;

  /** So that an annotation does not outgrow its object. */
  private static final int LONGEST_REJECTION = 8_192;

  /** Annotation of a project: what the files were that an apply came from. */
  private static final String SOURCE_COMMIT = "santokit.dev/source-commit";

  private static final Pattern COMMIT = Pattern.compile("([0-9a-f]{7,64})(-dirty)?");

  private final ConfigMaps configMaps;
  private final ServerPods serverPods;
  private final Schemas.Source databases;
  private final Clock clock;

  private final ParsedBundles parsed = new ParsedBundles();
  private final ReleaseMemory memory = new ReleaseMemory();
  private final Round round;

  private @Nullable Surroundings surroundings;
  private @Nullable String digest;
  private @Nullable String manifest;
  private Instant changed = Instant.MIN;
  private @Nullable Instant waiting;
  private @Nullable Release served;
  private @Nullable TooLarge tooLarge;
  private Schemas schemas = Schemas.NONE;

  /** A content that was found to be too large. */
  private record TooLarge(String digest, String message) {}

  ProjectCycle(
      ConfigMaps configMaps, ServerPods serverPods, Schemas.Source databases, Clock clock) {
    this.configMaps = configMaps;
    this.serverPods = serverPods;
    this.databases = databases;
    this.clock = clock;
    this.round = new Round(serverPods);
  }

  /**
   * Looks once, and does what is to be done.
   *
   * @param bundles all of the project
   * @param permissions null while they are not known: nothing is cut
   * @param surroundings null while they are not known: those of the last look hold
   * @param writes whether anything may be written
   */
  Look look(
      SantokitProject project,
      List<LogicBundle> bundles,
      @Nullable Permissions permissions,
      @Nullable Surroundings surroundings,
      boolean writes) {
    this.surroundings = surroundings == null ? this.surroundings : surroundings;
    List<ParsedBundle> all = parsed.parse(bundles, this.surroundings);
    Look look = look(project, bundles, all, permissions, writes);
    Release refused = look.target();
    if (writes && refused != null && look.activation() instanceof Activation.Refused why) {
      reject(project, bundles, refused, why);
      return look(project, bundles, all, permissions, true);
    }
    return look;
  }

  private Look look(
      SantokitProject project,
      List<LogicBundle> bundles,
      List<ParsedBundle> all,
      @Nullable Permissions permissions,
      boolean writes) {
    Instant now = clock.instant();
    String name = project.getMetadata().getName();
    var there = new There(project, configMaps.of(project.getMetadata().getNamespace(), name));
    Optional<StoredRelease> accepted = there.accepted();
    BundleSet set =
        BundleSet.of(all, accepted.map(a -> a.release().functions()).orElse(new TreeMap<>()));
    Release draft = permissions == null ? null : memory.draft(name, set.functions(), permissions);
    note(project, draft, accepted, now);
    schemas = databases.of(project, false);
    Next next = next(project, draft, there, now);
    if (writes && next instanceof Next.Cut) {
      // A plan may have been written a moment before the bundles that need it.
      schemas = databases.of(project, true);
      next = next(project, draft, there, now);
    }
    StoredRelease cut = null;
    if (writes && draft != null && next instanceof Next.Cut(long revision)) {
      cut = cut(draft.numbered(revision, now, commit(project)), accepted);
    }
    Optional<StoredRelease> newest = Optional.ofNullable(cut).or(() -> accepted);
    Optional<StoredRelease> pinned = there.pinned(cut);
    Optional<StoredRelease> target = pinned.or(() -> newest);
    List<ServerPod> pods = serverPods.of(project.getMetadata().getNamespace(), name);
    boolean isKept = false;
    if (writes) {
      target.ifPresent(release -> serve(there, release, pods, now));
      isKept =
          keep(
              there,
              cut == null ? null : by(project, bundles, cut, accepted),
              Stream.of(target, newest).flatMap(Optional::stream).distinct().toList(),
              release -> told(there, release, draft, bundles));
    }
    Round.Result asked =
        target.or(() -> there.live).map(release -> ask(pods, release, writes, now)).orElse(null);
    Activation activation = asked == null ? new Activation.NoPods() : asked.activation();
    if (target.isPresent() && activation instanceof Activation.Served) {
      served = target.get().release();
    }
    // Until pods serve it, the one before may be needed again.
    if (writes && !isKept && activation instanceof Activation.Served) {
      collect(there, target, newest);
    }
    return new Look(
        project,
        bundles,
        all,
        set,
        next,
        tooLarge != null && draft != null && tooLarge.digest.equals(draft.digest())
            ? tooLarge.message
            : null,
        accepted.map(StoredRelease::release).orElse(null),
        target.map(StoredRelease::release).orElse(null),
        newest.map(StoredRelease::release).orElse(null),
        pinned.isPresent(),
        served,
        asked,
        activation,
        target.map(release -> there.appliedBy(release.revision())).orElse(null),
        now,
        changed);
  }

  /** What the cluster holds of a project's releases. */
  private final class There {
    private final SantokitProject project;
    private final List<ConfigMap> maps;
    private final History history;
    private final Optional<StoredRelease> live;
    private final List<KnownRelease> known;

    /** Who is behind what was added to the history in this look. */
    private final Map<Long, @Nullable String> added = new HashMap<>();

    There(SantokitProject project, List<ConfigMap> maps) {
      this.project = project;
      this.maps = maps;
      this.history = History.of(maps);
      this.live = memory.live(project.getMetadata().getName(), maps);
      var all = new ArrayList<>(history.known());
      live.filter(release -> !history.has(release.revision()))
          .ifPresent(
              release -> all.add(new KnownRelease(release.revision(), release.digest(), null)));
      this.known = all;
    }

    /** The newest release that pods did not refuse and that can be read. */
    Optional<StoredRelease> accepted() {
      while (true) {
        Optional<KnownRelease> accepted = Next.accepted(known);
        if (accepted.isEmpty()) {
          return Optional.empty();
        }
        Optional<StoredRelease> stored = memory.kept(history, accepted.get().revision());
        if (stored.isPresent()) {
          return stored;
        }
        known.remove(accepted.get()); // someone deleted a part of it
      }
    }

    /** The release that is pinned; empty when none is, or it is not kept, or pods refused it. */
    Optional<StoredRelease> pinned(@Nullable StoredRelease cut) {
      Long pin = policy(project).map(ReleasePolicy::pin).orElse(null);
      if (pin == null) {
        return Optional.empty();
      }
      if (cut != null && cut.revision() == pin) {
        return Optional.of(cut);
      }
      return known.stream()
          .filter(release -> release.revision() == pin && release.rejection() == null)
          .findFirst()
          .flatMap(release -> memory.kept(history, release.revision()));
    }

    /** The release that was served before one, as far as the history goes back. */
    Optional<StoredRelease> before(long revision) {
      return known.stream()
          .filter(release -> release.revision() < revision && release.rejection() == null)
          .max(Comparator.comparingLong(KnownRelease::revision))
          .flatMap(release -> memory.kept(history, release.revision()));
    }

    @Nullable String appliedBy(long revision) {
      return added.getOrDefault(revision, history.appliedBy(revision));
    }
  }

  private static Optional<ReleasePolicy> policy(SantokitProject project) {
    return Optional.ofNullable(project.getSpec().release());
  }

  /** Notes since when the content, and the one that is asked for, are as they are. */
  private void note(
      SantokitProject project,
      @Nullable Release draft,
      Optional<StoredRelease> accepted,
      Instant now) {
    if (draft == null) {
      return;
    }
    String asked = policy(project).map(ReleasePolicy::manifest).orElse(null);
    if (!draft.digest().equals(digest) || !Objects.equals(asked, manifest)) {
      digest = draft.digest();
      manifest = asked;
      changed = now;
    }
    if (accepted.filter(a -> a.digest().equals(draft.digest())).isPresent()) {
      waiting = null;
    } else if (waiting == null) {
      waiting = now;
    }
  }

  private Next next(SantokitProject project, @Nullable Release draft, There there, Instant now) {
    Long generation = project.getMetadata().getGeneration();
    return Next.of(
        new Next.Facts(
            draft == null ? null : draft.digest(),
            there.known,
            Math.max(used(project), there.history.highest()),
            policy(project).map(ReleasePolicy::manifest).orElse(null),
            generation == null ? 0 : generation,
            schemas,
            changed,
            waiting == null ? now : waiting,
            now));
  }

  /** The highest number that the status tells of: it is there when all ConfigMaps were deleted. */
  private static long used(SantokitProject project) {
    var status = project.getStatus();
    if (status == null || status.release() == null) {
      return 0;
    }
    Long revision = status.release().revision();
    Long pending = status.release().pending();
    return Math.max(revision == null ? 0 : revision, pending == null ? 0 : pending);
  }

  /** The commit that the applier named together with the manifest; null when it named none. */
  private static @Nullable Commit commit(SantokitProject project) {
    Map<String, String> annotations = project.getMetadata().getAnnotations();
    String named = annotations == null ? null : annotations.get(SOURCE_COMMIT);
    if (named == null || policy(project).map(ReleasePolicy::manifest).isEmpty()) {
      return null;
    }
    var commit = COMMIT.matcher(named);
    return commit.matches() ? new Commit(commit.group(1), commit.group(2) != null) : null;
  }

  private @Nullable StoredRelease cut(Release release, Optional<StoredRelease> before) {
    if (tooLarge != null && tooLarge.digest.equals(release.digest())) {
      return null;
    }
    tooLarge = null;
    try {
      ReleaseFiles files =
          ReleaseFiles.of(
              release, before.map(StoredRelease::files).orElse(null), ReleaseFiles.SHARD_BYTES);
      return new StoredRelease(release, files);
    } catch (ReleaseTooLarge refused) {
      tooLarge = new TooLarge(release.digest(), String.valueOf(refused.getMessage()));
      return null;
    }
  }

  /** Makes the ConfigMaps that pods mount those of a release, and tells the kubelets. */
  private void serve(There there, StoredRelease release, List<ServerPod> pods, Instant now) {
    Map<String, ConfigMap> observed =
        there.maps.stream()
            .filter(ReleaseMaps::isLive)
            .collect(Collectors.toMap(map -> map.getMetadata().getName(), map -> map));
    boolean isWritten = false;
    Set<String> names = new HashSet<>();
    for (ConfigMap desired : ReleaseMaps.desired(there.project, release.files())) {
      String name = desired.getMetadata().getName();
      names.add(name);
      ConfigMap before = observed.get(name);
      if (before == null || !ReleaseMaps.isMet(desired, before)) {
        configMaps.write(desired);
        isWritten = true;
      }
    }
    for (Map.Entry<String, ConfigMap> other : observed.entrySet()) {
      if (!names.contains(other.getKey())) {
        configMaps.delete(other.getValue());
        isWritten = true;
      }
    }
    if (isWritten) {
      memory.serve(release);
      round.touch(pods, release.revision(), now);
      LOG.infof(
          "%s/%s: release %d (%s) is written, %d pods are told",
          there.project.getMetadata().getNamespace(),
          there.project.getMetadata().getName(),
          release.revision(),
          release.release().shortDigest(),
          pods.size());
    }
  }

  /** A release and the field manager whose change led to it. */
  private record By(StoredRelease release, @Nullable String manager) {}

  private static By by(
      SantokitProject project,
      List<LogicBundle> bundles,
      StoredRelease cut,
      Optional<StoredRelease> before) {
    boolean asked = policy(project).map(ReleasePolicy::manifest).isPresent();
    Optional<String> manager =
        asked
            ? Writers.ofManifest(project)
            : Writers.ofChange(
                bundles,
                before.map(b -> b.release().functions()).orElse(new TreeMap<>()),
                cut.release().functions());
    return new By(cut, manager.orElse(null));
  }

  /**
   * Who is behind a release that is served and that an operator could not note before it ended.
   * What the bundles tell is about their content of now.
   */
  private static By told(
      There there, StoredRelease release, @Nullable Release draft, List<LogicBundle> bundles) {
    return draft != null && draft.digest().equals(release.digest())
        ? by(there.project, bundles, release, there.before(release.revision()))
        : new By(release, null);
  }

  /**
   * Adds to the history what it lacks.
   *
   * @param cut what was cut just now; null when nothing was
   * @param needed what is served, or is to be
   * @param told who is behind one of these that the history lacks
   * @return whether it lacked anything
   */
  private boolean keep(
      There there, @Nullable By cut, List<StoredRelease> needed, Function<StoredRelease, By> told) {
    if (cut != null) {
      keep(there, cut.release, cut.manager);
    }
    List<By> missing =
        needed.stream()
            .filter(release -> cut == null || release.revision() != cut.release.revision())
            .filter(release -> !there.history.has(release.revision()))
            .map(told)
            .toList();
    missing.forEach(by -> keep(there, by.release, by.manager));
    return cut != null || !missing.isEmpty();
  }

  private void keep(There there, StoredRelease release, @Nullable String appliedBy) {
    there.history.keep(there.project, release, appliedBy).forEach(configMaps::write);
    there.added.put(release.revision(), appliedBy);
  }

  private Round.Result ask(
      List<ServerPod> pods, StoredRelease release, boolean mayTouch, Instant now) {
    return round.ask(
        pods, new KnownRelease(release.revision(), release.digest(), null), mayTouch, now);
  }

  /** Notes that pods refused a release; the next look serves the one before. */
  private void reject(
      SantokitProject project,
      List<LogicBundle> bundles,
      Release release,
      Activation.Refused refused) {
    String name = project.getMetadata().getName();
    History history = History.of(configMaps.of(project.getMetadata().getNamespace(), name));
    ConfigMap map = Objects.requireNonNull(history.map(release.revision()));
    LOG.warnf(
        "%s/%s: release %d was refused by %s",
        project.getMetadata().getNamespace(), name, release.revision(), refused.pod());
    String said = refused.pod() + ": " + BodyPlaces.inFiles(refused.error(), functions(bundles));
    Long generation = project.getMetadata().getGeneration();
    configMaps.annotate(
        map,
        History.rejected(
            new KnownRelease.Rejection(
                generation == null ? 0 : generation,
                schemas.expanded(),
                said.substring(0, Math.min(said.length(), LONGEST_REJECTION)))));
  }

  /** Those of bundles that are functions; where they begin in their files is not in a release. */
  private static List<LogicFunction> functions(List<LogicBundle> bundles) {
    return bundles.stream()
        .map(bundle -> Bundles.function(bundle, null, new Problems()))
        .filter(Objects::nonNull)
        .toList();
  }

  /** Removes what the history need not hold any more. */
  private void collect(
      There there, Optional<StoredRelease> target, Optional<StoredRelease> newest) {
    // The newest one too when pods refused it: it says that it is not to be tried again.
    Set<Long> needed = new HashSet<>(Set.of(there.history.highest()));
    target.ifPresent(release -> needed.add(release.revision()));
    newest.ifPresent(release -> needed.add(release.revision()));
    policy(there.project).map(ReleasePolicy::pin).ifPresent(needed::add);
    int limit = policy(there.project).map(ReleasePolicy::historyLimit).orElse(DEFAULT_HISTORY);
    there.history.expired(needed, limit).forEach(configMaps::delete);
  }
}
