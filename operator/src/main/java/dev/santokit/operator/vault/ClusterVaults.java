package dev.santokit.operator.vault;

import dev.santokit.crds.project.SantokitProject;
import dev.santokit.crds.project.VaultNames;
import dev.santokit.crds.project.VaultStatus;
import dev.santokit.operator.cluster.Apply;
import dev.santokit.operator.status.ConditionType;
import dev.santokit.operator.status.Conditions;
import dev.santokit.operator.status.Reason;
import dev.santokit.project.vault.Keyset;
import dev.santokit.project.vault.SealingKey;
import dev.santokit.project.vault.VaultRefused;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.inject.Singleton;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Vaults as Secrets and Roles. */
@Singleton
public class ClusterVaults implements Vaults {

  private final KubernetesClient client;
  private final VaultCache cache;
  private final Apply apply;
  private final Clock clock;

  /** Reads from a cache first, and asks the API server for what that does not have. */
  public ClusterVaults(KubernetesClient client, VaultCache cache, Apply apply, Clock clock) {
    this.client = client;
    this.cache = cache;
    this.apply = apply;
    this.clock = clock;
  }

  @Override
  public VaultOutcome reconcile(SantokitProject project, Needed needed) {
    String namespace = project.getMetadata().getNamespace();
    String name = project.getMetadata().getName();
    Secret keyset = secret(namespace, VaultNames.keyset(name));
    if (keyset == null) {
      keyset = created(VaultObjects.keysetSecret(project, Keyset.generate()));
    }
    var ignored = apply.apply(VaultObjects.writerRole(project), role(namespace, name));
    Secret values =
        apply.apply(VaultObjects.valuesSecret(project), secret(namespace, VaultNames.values(name)));
    return outcome(project, needed, keyset, values);
  }

  @Override
  public VaultOutcome observe(SantokitProject project, Needed needed) {
    String namespace = project.getMetadata().getNamespace();
    String name = project.getMetadata().getName();
    return outcome(
        project,
        needed,
        secret(namespace, VaultNames.keyset(name)),
        secret(namespace, VaultNames.values(name)));
  }

  /**
   * Created, never applied: a keyset that is there is the only one that opens what is sealed for
   * it, and a cache may not know it yet.
   */
  private Secret created(Secret desired) {
    try {
      return client.resource(desired).create();
    } catch (KubernetesClientException refused) {
      if (refused.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        throw refused;
      }
      return client.resource(desired).require();
    }
  }

  private @Nullable Secret secret(String namespace, String name) {
    Secret cached = cache.secret(namespace, name);
    return cached != null ? cached : client.secrets().inNamespace(namespace).withName(name).get();
  }

  private @Nullable Role role(String namespace, String project) {
    String name = VaultNames.writer(project);
    Role cached = cache.role(namespace, name);
    return cached != null
        ? cached
        : client.rbac().roles().inNamespace(namespace).withName(name).get();
  }

  private VaultOutcome outcome(
      SantokitProject project, Needed needed, @Nullable Secret keyset, @Nullable Secret values) {
    VaultContents contents = VaultContents.of(values);
    Conditions conditions = Conditions.of(project, clock);
    String checksum = contents.checksum(needed.byConfig());
    String version = values == null ? null : values.getMetadata().getResourceVersion();
    try {
      Keyset keys = keyset == null ? null : read(keyset);
      SealingKey key = keys == null ? null : keys.sealingKey();
      return new VaultOutcome(
          new VaultStatus(
              key == null ? null : key.text(), key == null ? null : key.kid(), contents.names()),
          new SecretsReady(contents, keys == null ? Set.of() : keys.kids(), needed)
              .condition(conditions),
          checksum,
          version);
    } catch (VaultRefused unreadable) {
      return new VaultOutcome(
          new VaultStatus(null, null, contents.names()),
          conditions.fails(
              ConditionType.SECRETS_READY,
              Reason.SEALED_FOR_ANOTHER_KEY,
              "Secret %s: %s; restore it, or delete it to start with a new key and set all secrets again"
                  .formatted(
                      VaultNames.keyset(project.getMetadata().getName()), unreadable.what())),
          checksum,
          version);
    }
  }

  private static Keyset read(Secret keyset) throws VaultRefused {
    String text = keyset.getData() == null ? null : keyset.getData().get(Keyset.FILE);
    return Keyset.fromJson(
        text == null ? "" : new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8));
  }
}
