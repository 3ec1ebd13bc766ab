package dev.santokit.e2e;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.santokit.e2e.Cluster.Purpose;
import dev.santokit.e2e.Command.Ran;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The operator, installed by the chart. It watches the namespaces of tests alone. */
final class Installation implements AutoCloseable {

  static final String RELEASE = Settings.PREFIX;
  static final String NAMESPACE = Settings.PREFIX + "-operator";
  static final String DEPLOYMENT = "deployment/" + RELEASE + "-santokit-operator";

  private static final String APPROVAL_BINDING =
      "validatingadmissionpolicybinding/" + RELEASE + "-santokit-approve";

  private final Cluster cluster;

  Installation(Cluster cluster) {
    this.cluster = cluster;
    // The resource types stay when a release goes: those of the tour's belong to its name.
    helm("install", Repository.CHART.toString(), "--create-namespace", "--take-ownership", "--wait")
        .succeeds();
  }

  /** {@code helm install} or {@code upgrade} of a chart, with the values of these tests. */
  Ran helm(String verb, String chart, String... more) {
    var words = new ArrayList<>(List.of("helm", verb, RELEASE, chart, "--namespace", NAMESPACE));
    String namespaces =
        Stream.of(Purpose.values()).map(Purpose::namespace).collect(Collectors.joining(","));
    words.addAll(List.of("--set", "watchNamespaces={" + namespaces + "}"));
    Settings.TAG.ifPresent(tag ->
        words.addAll(List.of("--set", "operator.image.tag=" + tag + ",server.image.tag=" + tag)));
    if (Settings.SHARED.isPresent()) {
      words.addAll(List.of("--set", "crds.install=false,roles.install=false"));
    }
    words.addAll(Settings.HELM);
    words.addAll(List.of(more));
    return cluster.command(words.toArray(String[]::new)).run();
  }

  /** kubectl within the operator's namespace. */
  Ran kubectl(String... words) {
    return cluster.kubectl(Cluster.with("--namespace=" + NAMESPACE, words));
  }

  /** Takes the operator away, until {@link #start}. */
  void stop() {
    kubectl("scale", DEPLOYMENT, "--replicas=0").succeeds();
    kubectl("wait", "pods", "--all", "--for=delete", "--timeout=60s").succeeds();
  }

  void start() {
    kubectl("scale", DEPLOYMENT, "--replicas=1").succeeds();
    kubectl("rollout", "status", DEPLOYMENT, "--timeout=60s").succeeds();
  }

  /** Kills the operator's process where it stands; another pod follows. */
  void kill() {
    kubectl(
            "delete",
            "pods",
            "--selector=app.kubernetes.io/name=santokit-operator",
            "--grace-period=0",
            "--force")
        .succeeds();
  }

  /** Takes the policy that guards approvals out of force, for as long as something runs. */
  void withoutApprovalPolicy(Runnable meanwhile) {
    var binding =
        (ObjectNode) cluster.kubectl("get", APPROVAL_BINDING, "--output=json").succeeds().json();
    cluster.kubectl("delete", APPROVAL_BINDING).succeeds();
    try {
      meanwhile.run();
    } finally {
      ((ObjectNode) binding.path("metadata")).remove(List.of("uid", "resourceVersion"));
      // As Helm does it, which upgrades only what is its own.
      cluster
          .command("kubectl", "apply", "--server-side", "--field-manager=helm", "--filename=-")
          .run(binding.toString())
          .succeeds();
    }
  }

  String logs() {
    return kubectl("logs", DEPLOYMENT, "--tail=-1").succeeds().out();
  }

  @Override
  public void close() {
    if (Settings.KEEP) {
      return;
    }
    cluster.helm("uninstall", RELEASE, "--namespace", NAMESPACE, "--ignore-not-found").succeeds();
    cluster
        .kubectl("delete", "namespace", NAMESPACE, "--wait=false", "--ignore-not-found")
        .succeeds();
  }
}
