package dev.santokit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.e2e.Cluster.Purpose;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How-to pages, word for word. What they do to the schema of the workshop stays. */
@Order(7)
@ExtendWith(Fixtures.class)
class HowToIT {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Cluster cluster;
  private final Installation installation;

  HowToIT(Cluster cluster, Installation installation) {
    this.cluster = cluster;
    this.installation = installation;
  }

  @Test
  void a_project_is_applied_as_the_page_says(Postgres postgres) throws IOException {
    assertThat(installation).isNotNull();
    Shop shop = Shop.created(cluster, postgres, Purpose.PAGE);
    try {
      var environment = withStk(cluster.folder("home"));
      environment.put("STK_NAMESPACE", Purpose.PAGE.namespace());
      Files.createDirectory(shop.folder().resolve("deploy"));
      Command.of(shop.folder(), environment, "git", "init", "--quiet").run().succeeds();
      Page.of("docs/how-to/apply-a-project.md")
          .without(commands -> commands.contains("k8s.example.com"))
          .here(commands ->
              commands.replace("--namespace shop", "--namespace " + Purpose.PAGE.namespace()))
          .run(shop.folder(), environment, PATIENCE);
    } finally {
      shop.stk("project", "delete", "shop", "--yes").succeeds();
    }
  }

  @Test
  void a_schema_change_is_approved_as_the_page_says(Workshop workshop) throws IOException {
    workshop.takeBack(); // what another test approved by kubectl is kubectl's to change
    var shown =
        Page.of("docs/how-to/approve-a-schema-change.md")
            .run(workshop.shop().folder(), people("admin", "developer", "ann"), PATIENCE);
    assertThat(shown.of("exit code")).contains("verb approve", "exit code 3");
    assertThat(workshop.columns("users")).isEqualTo("email id");
  }

  /** A kubeconfig with a context for each of them, the developer's first, and stk in the PATH. */
  private Map<String, String> people(String admin, String developer, String ann)
      throws IOException {
    Path home = cluster.folder("people");
    Map<String, String> environment = withStk(home);
    Path kubeconfig = home.resolve("kubeconfig");
    Files.copy(Path.of(cluster.environment().get("KUBECONFIG")), kubeconfig);
    environment.put("KUBECONFIG", kubeconfig.toString());
    var here =
        new Command(
            home,
            environment,
            Duration.ofMinutes(1),
            List.of(
                "bash", "-c", PEOPLE, "people", Purpose.SCHEMA.namespace(), admin, developer, ann));
    here.run().succeeds();
    return environment;
  }

  /** An environment in which stk is installed. */
  private Map<String, String> withStk(Path home) throws IOException {
    Files.createSymbolicLink(home.resolve("stk"), Repository.ROOT.resolve("stk"));
    var environment = new HashMap<>(cluster.environment());
    environment.put("HOME", home.toString());
    environment.put("PATH", home + ":" + System.getenv("PATH"));
    return environment;
  }

  /** Users of the cluster are known by their certificates, which it signs itself. */
  private static final String PEOPLE =
      """
      set -euo pipefail
      namespace=$1 admin=$2
      kubectl config rename-context "$(kubectl config current-context)" "$admin"
      kubectl config set-context "$admin" --namespace="$namespace"
      cluster=$(kubectl config view -o jsonpath="{.contexts[?(@.name=='$admin')].context.cluster}")
      for user in "${@:3}"; do
        openssl req -new -newkey rsa:2048 -nodes -subj "/CN=$user" -keyout "$user.key" -out "$user.csr" 2>/dev/null
        request=$namespace-$user
        kubectl apply -f - <<END
      apiVersion: certificates.k8s.io/v1
      kind: CertificateSigningRequest
      metadata: {name: $request}
      spec:
        request: $(base64 -w0 "$user.csr")
        signerName: kubernetes.io/kube-apiserver-client
        expirationSeconds: 3600
        usages: [client auth]
      END
        kubectl certificate approve "$request"
        for _ in $(seq 50); do
          kubectl get csr "$request" -o jsonpath='{.status.certificate}' | base64 -d > "$user.crt"
          [ -s "$user.crt" ] && break
          sleep 0.2
        done
        kubectl delete csr "$request"
        kubectl config set-credentials "$user" --client-certificate="$user.crt" --client-key="$user.key" --embed-certs
        kubectl config set-context "$user" --cluster="$cluster" --user="$user" --namespace="$namespace"
      done
      kubectl create rolebinding developers --clusterrole=santokit-developer --user="$3"
      kubectl config use-context "$3"
      """;
}
