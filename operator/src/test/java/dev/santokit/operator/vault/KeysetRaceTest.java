package dev.santokit.operator.vault;

import static dev.santokit.operator.vault.TestVault.project;
import static java.net.HttpURLConnection.HTTP_CONFLICT;
import static java.net.HttpURLConnection.HTTP_NOT_FOUND;
import static java.net.HttpURLConnection.HTTP_OK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.operator.cluster.Apply;
import dev.santokit.operator.cluster.ServerSide;
import dev.santokit.project.vault.Keyset;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;

@EnableKubernetesMockClient
class KeysetRaceTest {

  private static final String SECRETS = "/api/v1/namespaces/prod/secrets";

  private KubernetesMockServer server;
  private KubernetesClient client;

  private static final class Echo implements ServerSide {
    @Override
    public <T extends HasMetadata> T apply(T desired) {
      return desired;
    }
  }

  @Test
  void of_two_operators_that_make_a_keyset_the_second_takes_that_of_the_first() {
    Keyset first = Keyset.generate();
    var refused = new StatusBuilder().withCode(HTTP_CONFLICT).withReason("AlreadyExists").build();
    String key = SECRETS + "/shop-vault-key";
    server.expect().get().withPath(key).andReturn(HTTP_NOT_FOUND, "").once();
    server.expect().post().withPath(SECRETS).andReturn(HTTP_CONFLICT, refused).once();
    server
        .expect()
        .get()
        .withPath(key)
        .andReturn(HTTP_OK, VaultObjects.keysetSecret(project(), first))
        .once();
    var vaults =
        new ClusterVaults(
            client, new VaultCache(), new Apply(client, new Echo()), Clock.systemUTC());

    VaultOutcome outcome = vaults.reconcile(project(), TestVault.needed(List.of()));

    assertThat(outcome.status().publicKey()).isEqualTo(first.sealingKey().text());
  }
}
