package dev.santokit.cli.overview;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.santokit.crds.Condition;
import dev.santokit.crds.ConditionStatus;
import dev.santokit.crds.project.ActiveRelease;
import dev.santokit.crds.project.SantokitProject;
import dev.santokit.crds.project.SantokitProjectStatus;
import dev.santokit.crds.project.VaultStatus;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** A project as its resource says that it is. */
public record ProjectView(SantokitProject project) {

  private static final String READY = "Ready";

  /** Its name. */
  public String name() {
    return project.getMetadata().getName();
  }

  /** Where it is. */
  public String namespace() {
    return project.getMetadata().getNamespace();
  }

  /** What the operator says; empty until it has said something. */
  public Optional<SantokitProjectStatus> status() {
    return Optional.ofNullable(project.getStatus());
  }

  /** What is served; empty while nothing is. */
  public Optional<ActiveRelease> release() {
    return status().map(SantokitProjectStatus::release);
  }

  /** All aspects of its state, in the operator's order. */
  public List<Condition> conditions() {
    return status().map(SantokitProjectStatus::conditions).orElse(List.of());
  }

  /** One aspect of its state. */
  public Optional<Condition> condition(String type) {
    return conditions().stream().filter(condition -> condition.type().equals(type)).findFirst();
  }

  /** The names of secrets that the vault has. */
  public SortedSet<String> secrets() {
    return new TreeSet<>(
        status().map(SantokitProjectStatus::vault).map(VaultStatus::names).orElse(List.of()));
  }

  /** Whether the operator has looked at what the resource asks for now. */
  public boolean isSeen() {
    Long generation = project.getMetadata().getGeneration();
    return generation == null
        || status()
            .map(SantokitProjectStatus::observedGeneration)
            .filter(seen -> seen >= generation)
            .isPresent();
  }

  /** Whether all is as the resource asks for. */
  public boolean isReady() {
    return isSeen()
        && condition(READY).filter(ready -> ready.status() == ConditionStatus.TRUE).isPresent();
  }

  /** In a word why it is ready or not. */
  public String reason() {
    return isSeen() ? condition(READY).map(Condition::reason).orElse("Unknown") : "NotSeenYet";
  }

  /** Why it is not ready and what to do, in a sentence. */
  public String explanation() {
    if (project.getMetadata().getDeletionTimestamp() != null) {
      return "it is being deleted";
    }
    if (!isSeen()) {
      return "the operator has not looked at it yet: is it running, and does it watch namespace "
          + namespace()
          + "?";
    }
    return condition(READY).map(Condition::message).orElse("the operator says nothing about it");
  }

  /** {@code 3f2a91bc04de, revision 4}; empty while nothing is served. */
  public Optional<String> releaseText() {
    return release()
        .map(release -> {
          String revision = release.revision() == null ? "" : ", revision " + release.revision();
          return release.shortDigest() + revision;
        });
  }

  /** The main facts, for programs. */
  public ObjectNode summary() {
    ObjectNode summary =
        JsonNodeFactory.instance
            .objectNode()
            .put("name", name())
            .put("namespace", namespace())
            .put("ready", isReady())
            .put("reason", reason())
            .put("message", explanation());
    status()
        .ifPresent(status -> summary.put("url", status.url()).put("replicas", status.replicas()));
    release()
        .ifPresent(release ->
            summary
                .putObject("release")
                .put("digest", release.digest())
                .put("short", release.shortDigest())
                .put("revision", release.revision())
                .put("functions", release.functions()));
    ArrayNode conditions = summary.putArray("conditions");
    for (Condition condition : conditions()) {
      conditions
          .addObject()
          .put("type", condition.type())
          .put("status", word(condition.status()))
          .put("reason", condition.reason())
          .put("message", condition.message());
    }
    return summary;
  }

  /** As Kubernetes writes it: {@code True}, {@code False}, {@code Unknown}. */
  public static String word(ConditionStatus status) {
    String name = status.name();
    return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
  }
}
