package dev.santokit.operator.vault;

import static dev.santokit.operator.vault.TestVault.base64;
import static dev.santokit.operator.vault.TestVault.needed;
import static dev.santokit.operator.vault.TestVault.project;
import static dev.santokit.operator.vault.TestVault.sealed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.crds.ConditionStatus;
import dev.santokit.operator.cluster.Apply;
import dev.santokit.operator.cluster.ServerSide;
import dev.santokit.project.vault.Keyset;
import dev.santokit.project.vault.VaultRefused;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Wiring alone: the mock server has no server-side apply, so here an apply creates or merges. */
@EnableKubernetesMockClient(crud = true)
class ClusterVaultsTest {

  private static final Needed NOTHING = needed(List.of());

  private KubernetesClient client;
  private final List<String> applied = new ArrayList<>();
  private ClusterVaults vaults;

  @BeforeEach
  void vaults() {
    vaults =
        new ClusterVaults(
            client, new VaultCache(), new Apply(client, new Merging()), Clock.systemUTC());
  }

  private final class Merging implements ServerSide {
    @Override
    public <T extends HasMetadata> T apply(T desired) {
      applied.add(desired.getKind() + " " + desired.getMetadata().getName());
      if (client.resource(desired).get() == null) {
        return client.resource(desired).create();
      }
      return client.resource(desired).patch();
    }
  }

  private Secret secret(String name) {
    return client.secrets().inNamespace("prod").withName(name).require();
  }

  private static Keyset keyset(Secret secret) throws VaultRefused {
    return Keyset.fromJson(
        new String(
            Base64.getDecoder().decode(secret.getData().get("keyset.json")),
            StandardCharsets.UTF_8));
  }

  @Test
  void a_new_project_gets_a_keyset_an_empty_vault_and_a_role_that_may_only_patch_it()
      throws VaultRefused {
    VaultOutcome outcome = vaults.reconcile(project(), NOTHING);

    Secret key = secret("shop-vault-key");
    assertThat(key.getMetadata().getLabels())
        .containsEntry("santokit.dev/retain", "true")
        .containsEntry("santokit.dev/project", "shop");
    assertThat(key.getMetadata().getOwnerReferences()).isEmpty();
    assertThat(outcome.status().publicKey()).isEqualTo(keyset(key).sealingKey().text());
    assertThat(outcome.status().kid()).isEqualTo(keyset(key).sealingKey().kid());
    assertThat(outcome.status().names()).isEmpty();
    assertThat(outcome.secretsReady().status()).isEqualTo(ConditionStatus.TRUE);
    assertThat(outcome.secretsReady().observedGeneration()).isEqualTo(3);

    Secret values = secret("shop-vault");
    assertThat(values.getData()).isNullOrEmpty();
    assertThat(values.getMetadata().getOwnerReferences())
        .singleElement()
        .satisfies(owner -> assertThat(owner.getController()).isTrue());
    Role role = client.rbac().roles().inNamespace("prod").withName("shop-vault-writer").require();
    assertThat(role.getRules())
        .singleElement()
        .satisfies(rule -> {
          assertThat(rule.getResources()).containsExactly("secrets");
          assertThat(rule.getResourceNames()).containsExactly("shop-vault");
          assertThat(rule.getVerbs()).containsExactly("patch");
        });
  }

  @Test
  void a_second_look_writes_nothing() {
    VaultOutcome first = vaults.reconcile(project(), NOTHING);
    applied.clear();
    Secret keyBefore = secret("shop-vault-key");

    VaultOutcome second = vaults.reconcile(project(), NOTHING);

    assertThat(applied).isEmpty();
    assertThat(secret("shop-vault-key")).isEqualTo(keyBefore);
    assertThat(second.status()).isEqualTo(first.status());
    assertThat(second.checksum()).isEqualTo(first.checksum());
    assertThat(second.version()).isEqualTo(first.version());
  }

  @Test
  void a_keyset_that_an_earlier_project_left_is_taken_up() {
    Keyset left = Keyset.generate();
    client.resource(VaultObjects.keysetSecret(project(), left)).create();

    VaultOutcome outcome = vaults.reconcile(project(), NOTHING);

    assertThat(outcome.status().publicKey()).isEqualTo(left.sealingKey().text());
    assertThat(secret("shop-vault-key").getData())
        .containsEntry("keyset.json", base64(left.toJson()));
  }

  @Test
  void a_secret_that_was_set_is_listed_and_rolls_when_the_configuration_names_it()
      throws VaultRefused {
    Needed url = needed(List.of("DATABASE_URL"));
    VaultOutcome before = vaults.reconcile(project(), url);
    assertThat(before.secretsReady().reason()).isEqualTo("Missing");

    Keyset keyset = keyset(secret("shop-vault-key"));
    set("DATABASE_URL", sealed(keyset, "DATABASE_URL", "postgres://hidden"));
    VaultOutcome after = vaults.reconcile(project(), url);

    assertThat(after.status().names()).containsExactly("DATABASE_URL");
    assertThat(after.secretsReady().status()).isEqualTo(ConditionStatus.TRUE);
    assertThat(after.checksum()).isNotEqualTo(before.checksum());
    assertThat(after.version()).isNotEqualTo(before.version());

    set("API_KEY", sealed(keyset, "API_KEY", "k-1"));
    VaultOutcome ofLogic = vaults.reconcile(project(), url);
    assertThat(ofLogic.checksum()).isEqualTo(after.checksum());
    assertThat(ofLogic.version()).isNotEqualTo(after.version());
    assertThat(secret("shop-vault").getData()).containsOnlyKeys("DATABASE_URL", "API_KEY");
  }

  private void set(String name, String sealed) {
    client
        .secrets()
        .inNamespace("prod")
        .withName("shop-vault")
        .edit(secret -> secret.edit().addToData(Map.of(name, base64(sealed))).build());
  }

  @Test
  void a_keyset_that_cannot_be_read_is_said_so_and_stays_as_it_is() {
    Secret broken = VaultObjects.keysetSecret(project(), Keyset.generate());
    broken.setData(Map.of("keyset.json", base64("hidden")));
    client.resource(broken).create();

    VaultOutcome outcome = vaults.reconcile(project(), NOTHING);

    assertThat(outcome.status().publicKey()).isNull();
    assertThat(outcome.secretsReady().reason()).isEqualTo("SealedForAnotherKey");
    assertThat(outcome.secretsReady().message())
        .startsWith("Secret shop-vault-key: the keyset of the vault cannot be used")
        .doesNotContain("hidden");
    assertThat(secret("shop-vault-key").getData()).containsEntry("keyset.json", base64("hidden"));
  }

  @Test
  void to_observe_writes_nothing() {
    VaultOutcome outcome = vaults.observe(project(), needed(List.of("DATABASE_URL")));

    assertThat(outcome.status().publicKey()).isNull();
    assertThat(outcome.secretsReady().reason()).isEqualTo("Missing");
    assertThat(client.secrets().inNamespace("prod").list().getItems()).isEmpty();
    assertThat(applied).isEmpty();
  }
}
