package dev.santokit.operator.vault;

import dev.santokit.crds.project.VaultNames;
import dev.santokit.project.vault.Keyset;
import dev.santokit.project.vault.Sealed;
import dev.santokit.project.vault.SecretAddress;
import dev.santokit.project.vault.VaultRefused;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Opens values of vaults: for the operator's own work at databases, and for nothing else. What it
 * opens is never kept.
 */
@Singleton
public class OpenedValues {

  private final KubernetesClient client;

  /** Asks the API server each time: a value may have been set a moment ago. */
  public OpenedValues(KubernetesClient client) {
    this.client = client;
  }

  /**
   * Opens some.
   *
   * @return values by name; those that are not there are left out
   * @throws VaultRefused when one does not open; what it says names it, and holds no value
   */
  public Map<String, String> open(String namespace, String project, Set<String> names)
      throws VaultRefused {
    var opened = new HashMap<String, String>();
    if (names.isEmpty()) {
      return opened;
    }
    String keyset = entry(secret(namespace, VaultNames.keyset(project)), Keyset.FILE);
    if (keyset == null) {
      return opened;
    }
    Keyset keys = Keyset.fromJson(keyset);
    Secret values = secret(namespace, VaultNames.values(project));
    for (String name : names) {
      String sealed = entry(values, name);
      if (sealed != null) {
        opened.put(
            name, keys.open(new SecretAddress(namespace, project, name), Sealed.parse(sealed)));
      }
    }
    return opened;
  }

  private @Nullable Secret secret(String namespace, String name) {
    return client.secrets().inNamespace(namespace).withName(name).get();
  }

  private static @Nullable String entry(@Nullable Secret secret, String key) {
    String entry = secret == null || secret.getData() == null ? null : secret.getData().get(key);
    return entry == null
        ? null
        : new String(Base64.getDecoder().decode(entry), StandardCharsets.UTF_8);
  }
}
