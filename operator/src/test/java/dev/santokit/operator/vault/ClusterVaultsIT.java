package dev.santokit.operator.vault;

import static dev.santokit.operator.vault.TestVault.base64;
import static dev.santokit.operator.vault.TestVault.needed;
import static java.net.HttpURLConnection.HTTP_FORBIDDEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.santokit.crds.ConditionStatus;
import dev.santokit.crds.project.SantokitProject;
import dev.santokit.crds.project.VaultNames;
import dev.santokit.operator.cluster.Apply;
import dev.santokit.operator.cluster.ServerSide;
import dev.santokit.project.vault.SealingKey;
import dev.santokit.project.vault.SecretAddress;
import dev.santokit.project.vault.VaultRefused;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What only a real API server knows: ownership of fields, rights, garbage collection. */
class ClusterVaultsIT {

  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);
  private static final PatchContext APPLY =
      new PatchContext.Builder()
          .withPatchType(PatchType.SERVER_SIDE_APPLY)
          .withFieldManager("santokit-operator")
          .withForce(true)
          .build();

  private final KubernetesClient client = new KubernetesClientBuilder().build();
  private final String namespace = "vault-it-" + UUID.randomUUID().toString().substring(0, 8);
  private final ClusterVaults vaults =
      new ClusterVaults(client, new VaultCache(), new Apply(client, new Real()), Clock.systemUTC());

  private final class Real implements ServerSide {
    @Override
    public <T extends HasMetadata> T apply(T desired) {
      return client.resource(desired).patch(APPLY);
    }
  }

  @BeforeEach
  void namespace() {
    client
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .create();
  }

  @AfterEach
  void remove() {
    var ignored = client.namespaces().withName(namespace).delete();
    client.close();
  }

  private SantokitProject project() {
    String resource =
        """
        apiVersion: santokit.dev/v1alpha1
        kind: SantokitProject
        metadata: {name: shop, namespace: %s}
        spec: {}
        """;
    return client
        .resources(SantokitProject.class)
        .load(
            new ByteArrayInputStream(
                resource.formatted(namespace).getBytes(StandardCharsets.UTF_8)))
        .create();
  }

  private Secret secret(String name) {
    return client.secrets().inNamespace(namespace).withName(name).require();
  }

  private String sealed(VaultOutcome outcome, String name, String value) throws VaultRefused {
    return SealingKey.parse(String.valueOf(outcome.status().publicKey()))
        .seal(new SecretAddress(namespace, "shop", name), value)
        .toString();
  }

  private static void set(KubernetesClient as, String namespace, String name, String sealed) {
    Secret vault =
        new SecretBuilder()
            .withNewMetadata()
            .withNamespace(namespace)
            .withName("shop-vault")
            .endMetadata()
            .build();
    var ignored =
        as.resource(vault)
            .patch(MERGE, "{\"data\": {\"%s\": \"%s\"}}".formatted(name, base64(sealed)));
  }

  @Test
  void values_that_users_set_stay_theirs_and_a_second_look_writes_nothing() throws VaultRefused {
    SantokitProject project = project();
    Needed url = needed(List.of("DATABASE_URL"));
    VaultOutcome made = vaults.reconcile(project, url);
    set(client, namespace, "DATABASE_URL", sealed(made, "DATABASE_URL", "postgres://hidden"));
    set(client, namespace, "API_KEY", sealed(made, "API_KEY", "k-1"));

    VaultOutcome set = vaults.reconcile(project, url);
    String key = secret("shop-vault-key").getMetadata().getResourceVersion();
    VaultOutcome again = vaults.reconcile(project, url);

    assertThat(set.secretsReady().status()).isEqualTo(ConditionStatus.TRUE);
    assertThat(set.status().names()).containsExactly("API_KEY", "DATABASE_URL");
    assertThat(secret("shop-vault").getData()).containsOnlyKeys("API_KEY", "DATABASE_URL");
    assertThat(again.version()).isEqualTo(set.version());
    assertThat(secret("shop-vault-key").getMetadata().getResourceVersion()).isEqualTo(key);
  }

  @Test
  void whoever_has_the_writer_role_sets_secrets_and_reads_none() throws VaultRefused {
    VaultOutcome made = vaults.reconcile(project(), needed(List.of()));
    client
        .resource(
            new RoleBindingBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName("ann")
                .endMetadata()
                .withNewRoleRef()
                .withApiGroup("rbac.authorization.k8s.io")
                .withKind("Role")
                .withName(VaultNames.writer("shop"))
                .endRoleRef()
                .addNewSubject()
                .withApiGroup("rbac.authorization.k8s.io")
                .withKind("User")
                .withName("ann")
                .endSubject()
                .build())
        .create();
    try (KubernetesClient ann =
        new KubernetesClientBuilder()
            .withConfig(
                new ConfigBuilder(client.getConfiguration()).withImpersonateUsername("ann").build())
            .build()) {
      String sealed = sealed(made, "API_KEY", "k-1");
      await("the binding counts")
          .atMost(Duration.ofSeconds(5))
          .ignoreException(KubernetesClientException.class)
          .untilAsserted(() -> set(ann, namespace, "API_KEY", sealed));
      forbidden(() -> ann.secrets().inNamespace(namespace).withName("shop-vault").get());
      forbidden(() -> ann.secrets().inNamespace(namespace).withName("shop-vault-key").get());
      forbidden(() -> ann.secrets().inNamespace(namespace).list());
    }
    assertThat(secret("shop-vault").getData()).containsOnlyKeys("API_KEY");
  }

  private static void forbidden(Runnable reading) {
    assertThatExceptionOfType(KubernetesClientException.class)
        .isThrownBy(reading::run)
        .satisfies(refused -> assertThat(refused.getCode()).isEqualTo(HTTP_FORBIDDEN));
  }

  @Test
  void with_its_project_all_goes_but_the_keyset_which_the_next_one_takes_up() {
    VaultOutcome first = vaults.reconcile(project(), needed(List.of()));

    var ignored =
        client.resources(SantokitProject.class).inNamespace(namespace).withName("shop").delete();
    await("the garbage collector took the vault and its role")
        .atMost(Duration.ofSeconds(30))
        .until(() ->
            client.secrets().inNamespace(namespace).withName("shop-vault").get() == null
                && client.rbac().roles().inNamespace(namespace).list().getItems().isEmpty());
    VaultOutcome second = vaults.reconcile(project(), needed(List.of()));

    assertThat(second.status().publicKey()).isEqualTo(first.status().publicKey());
  }
}
