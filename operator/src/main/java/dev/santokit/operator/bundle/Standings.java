package dev.santokit.operator.bundle;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Where all bundles stand: said by the reconciler of their project, read by the one that writes
 * their status. A project that has not been reconciled since the operator started has said nothing.
 */
@Singleton
public class Standings {

  private final Map<ResourceID, Map<ResourceID, Entry>> byProject = new ConcurrentHashMap<>();
  private final AtomicReference<Consumer<ResourceID>> listener =
      new AtomicReference<>(bundle -> {});

  private final Clock clock;

  /** With the clock that tells since when something is said. */
  public Standings(Clock clock) {
    this.clock = clock;
  }

  /**
   * What is said of a bundle.
   *
   * @param uid of the object
   */
  public record Said(String uid, Standing standing) {}

  /**
   * What has been said of a bundle.
   *
   * @param since when it was said first
   */
  public record Since(Standing standing, Instant since) {}

  private record Entry(Said said, Instant since) {}

  /** Calls {@code listener} with each bundle of which something new is said. */
  public void listen(Consumer<ResourceID> changed) {
    listener.set(changed);
  }

  /** Says where all bundles of a project stand. */
  public void say(ResourceID project, Map<ResourceID, Said> standings) {
    Instant instant = clock.instant();
    Map<ResourceID, Entry> before = byProject.getOrDefault(project, Map.of());
    Map<ResourceID, Entry> now = new HashMap<>();
    List<ResourceID> changed = new ArrayList<>();
    standings.forEach((bundle, said) -> {
      Entry entry = before.get(bundle);
      if (entry == null || !entry.said.equals(said)) {
        changed.add(bundle);
        entry = new Entry(said, instant);
      }
      now.put(bundle, entry);
    });
    byProject.put(project, now);
    changed.forEach(listener.get());
  }

  /** Where a bundle stands; empty before its project says so. */
  public Optional<Since> of(ResourceID project, ResourceID bundle, String uid) {
    return Optional.ofNullable(byProject.getOrDefault(project, Map.of()).get(bundle))
        .filter(entry -> entry.said.uid().equals(uid))
        .map(entry -> new Since(entry.said.standing(), entry.since));
  }

  /** Forgets what a project said that is gone. */
  public void forget(ResourceID project) {
    byProject.remove(project);
  }
}
