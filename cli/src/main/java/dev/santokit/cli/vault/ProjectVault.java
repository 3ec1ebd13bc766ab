package dev.santokit.cli.vault;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.santokit.cli.cluster.Cluster;
import dev.santokit.cli.cluster.ClusterFailure;
import dev.santokit.cli.terminal.CommandFailure;
import dev.santokit.cli.terminal.ExitCode;
import dev.santokit.crds.Condition;
import dev.santokit.crds.ConditionStatus;
import dev.santokit.crds.Labels;
import dev.santokit.crds.bundle.LogicBundle;
import dev.santokit.crds.project.Projects;
import dev.santokit.crds.project.SantokitProject;
import dev.santokit.crds.project.SantokitProjectStatus;
import dev.santokit.crds.project.VaultNames;
import dev.santokit.crds.project.VaultStatus;
import dev.santokit.project.config.ProjectConfig;
import dev.santokit.project.problem.Problems;
import dev.santokit.project.vault.Sealed;
import dev.santokit.project.vault.SealingKey;
import dev.santokit.project.vault.SecretAddress;
import dev.santokit.project.vault.VaultRefused;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The vault of one project, as whoever may set secrets sees it: the project's status, and patches
 * of one Secret. It never reads that Secret, which that person may not.
 */
public final class ProjectVault {

  private static final long POLL_MILLIS = 250;

  private final Cluster cluster;
  private final String project;

  /** Of a project in the cluster's namespace; no request is sent yet. */
  public ProjectVault(Cluster cluster, String project) {
    this.cluster = cluster;
    this.project = project;
  }

  /** As people say it: {@code shop/prod}, the project and its namespace. */
  public String title() {
    return project + "/" + cluster.namespace();
  }

  /**
   * Seals a value for this project.
   *
   * @param patience how long a new project is waited for that has no key yet
   * @throws CommandFailure when there is no such project, no key in time, or the value is too large
   */
  public Sealed seal(String name, String value, Duration patience) {
    SantokitProject seen = await(read -> publicKey(read) != null, patience);
    String key = publicKey(seen);
    if (key == null) {
      throw new CommandFailure(
          ExitCode.TIMED_OUT,
          title() + " has no key to seal secrets with" + because(seen),
          "the operator makes one: does it run, and does it watch the namespace "
              + cluster.namespace()
              + "?",
          null);
    }
    try {
      return SealingKey.parse(key)
          .seal(new SecretAddress(cluster.namespace(), project, name), value);
    } catch (VaultRefused refused) {
      throw new CommandFailure(ExitCode.FAILED, refused.what(), null, refused);
    }
  }

  /** Puts a sealed value under its name; the others stay as they are. */
  public void put(String name, Sealed sealed, boolean dryRun) {
    String encoded =
        Base64.getEncoder().encodeToString(sealed.toString().getBytes(StandardCharsets.UTF_8));
    patch(name, encoded, dryRun);
  }

  /**
   * Takes a value away.
   *
   * @param patience how long a name is waited for that was set a moment ago
   * @throws CommandFailure when there is none of that name
   */
  public void remove(String name, Duration patience, boolean dryRun) {
    SantokitProject seen = await(read -> names(read).contains(name), patience);
    if (!names(seen).contains(name)) {
      throw CommandFailure.notFound(
          "no secret " + name + " in " + title(), "stk secret list shows those that are there");
    }
    patch(name, null, dryRun);
  }

  /** A merge patch of one key: who may do that need not be allowed to read. */
  private void patch(String name, @Nullable String encoded, boolean dryRun) {
    Secret vault =
        new SecretBuilder()
            .withNewMetadata()
            .withNamespace(cluster.namespace())
            .withName(VaultNames.values(project))
            .endMetadata()
            .build();
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    patch.putObject("data").put(name, encoded);
    PatchContext.Builder how =
        new PatchContext.Builder().withPatchType(PatchType.JSON_MERGE).withFieldManager("stk");
    if (dryRun) {
      how.withDryRun(List.of("All"));
    }
    try {
      var ignored = cluster.client().resource(vault).patch(how.build(), patch.toString());
    } catch (KubernetesClientException refused) {
      if (refused.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
        throw refused;
      }
      throw new CommandFailure(
          ExitCode.NOT_PERMITTED,
          ClusterFailure.of(refused).map(CommandFailure::what).orElse("not permitted"),
          "who administers the namespace can grant the Role " + VaultNames.writer(project),
          refused);
    }
  }

  /** The names that are set and those that are needed. */
  public Names names() {
    SantokitProject seen = project();
    Problems problems = new Problems();
    ProjectConfig config = Projects.config(seen, problems);
    return new Names(
        names(seen),
        config == null ? new TreeSet<>() : config.secretNames(),
        ofLogic(),
        notReady(seen));
  }

  /** What functions ask for; nothing where the caller may not see functions. */
  private SortedSet<String> ofLogic() {
    var asked = new TreeSet<String>();
    try {
      for (LogicBundle bundle :
          cluster.bundles().withLabel(Labels.PROJECT, project).list().getItems()) {
        Optional.ofNullable(bundle.getSpec().config())
            .map(config -> config.secrets())
            .ifPresent(asked::addAll);
      }
    } catch (KubernetesClientException refused) {
      if (refused.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
        throw refused;
      }
    }
    return asked;
  }

  private SantokitProject await(Predicate<SantokitProject> condition, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    SantokitProject seen = project();
    while (!condition.test(seen) && System.nanoTime() < end) {
      try {
        Thread.sleep(POLL_MILLIS);
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        return seen;
      }
      seen = project();
    }
    return seen;
  }

  private SantokitProject project() {
    SantokitProject found = cluster.projects().withName(project).get();
    if (found == null) {
      throw CommandFailure.notFound(
          "no project " + project + " in namespace " + cluster.namespace(),
          "make it: stk project create");
    }
    return found;
  }

  private static SortedSet<String> names(SantokitProject project) {
    return vault(project)
        .map(VaultStatus::names)
        .<SortedSet<String>>map(TreeSet::new)
        .orElseGet(TreeSet::new);
  }

  private static @Nullable String publicKey(SantokitProject project) {
    return vault(project).map(VaultStatus::publicKey).orElse(null);
  }

  private static Optional<VaultStatus> vault(SantokitProject project) {
    return Optional.ofNullable(project.getStatus()).map(SantokitProjectStatus::vault);
  }

  private static String because(SantokitProject project) {
    String reason = notReady(project);
    return reason == null ? "" : ": " + reason;
  }

  /** What the operator says is the matter with the secrets; null when nothing is. */
  private static @Nullable String notReady(SantokitProject project) {
    return Optional.ofNullable(project.getStatus())
        .map(SantokitProjectStatus::conditions)
        .flatMap(all -> all.stream().filter(one -> one.type().equals("SecretsReady")).findFirst())
        .filter(condition -> condition.status() == ConditionStatus.FALSE)
        .map(Condition::message)
        .orElse(null);
  }

  /**
   * Names of secrets.
   *
   * @param set those that are in the vault
   * @param byConfig those that the configuration names
   * @param byLogic those that functions ask for
   * @param problem what the operator says is the matter; null when nothing is
   */
  public record Names(
      SortedSet<String> set,
      SortedSet<String> byConfig,
      SortedSet<String> byLogic,
      @Nullable String problem) {}
}
