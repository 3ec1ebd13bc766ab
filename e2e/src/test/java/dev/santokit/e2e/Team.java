package dev.santokit.e2e;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.santokit.e2e.Cluster.Purpose;
import dev.santokit.e2e.Command.Ran;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * People who have some of the chart's roles in one namespace, and nothing else. They are service
 * accounts here: every cluster can give these a token.
 */
final class Team implements AutoCloseable {

  private final Cluster cluster;
  private final Purpose purpose;
  private final List<String> objects = new ArrayList<>();

  Team(Cluster cluster, Purpose purpose) {
    this.cluster = cluster;
    this.purpose = purpose;
  }

  /**
   * Somebody joins.
   *
   * @param roles without {@code santokit-}
   */
  Team with(String name, String... roles) {
    cluster.kubectl(purpose, "create", "serviceaccount", name).succeeds();
    objects.add("serviceaccount/" + name);
    for (String role : roles) {
      bind(name + "-" + role, role("santokit-" + role), name);
    }
    return this;
  }

  /**
   * The cluster's role; where the chart was installed without roles, one of the same rights in the
   * namespace.
   */
  private String role(String name) {
    if (cluster.kubectl("get", "clusterrole", name).code() == 0) {
      return "--clusterrole=" + name;
    }
    ObjectNode role = Chart.rendered().one("ClusterRole", name).deepCopy();
    role.put("kind", "Role").remove("metadata");
    role.putObject("metadata").put("name", name);
    cluster.apply(purpose, role.toString()).succeeds();
    objects.add("role/" + name);
    return "--role=" + name;
  }

  /** Binds a role to somebody, until the team is closed. */
  void bind(String binding, String role, String name) {
    cluster
        .kubectl(
            purpose,
            "create",
            "rolebinding",
            binding,
            role,
            "--serviceaccount=" + purpose.namespace() + ":" + name)
        .succeeds();
    objects.add("rolebinding/" + binding);
  }

  /** What the API server calls somebody. */
  String user(String name) {
    return "system:serviceaccount:" + purpose.namespace() + ":" + name;
  }

  /** kubectl in the namespace, with somebody's rights. */
  Ran kubectl(String name, String... words) {
    return cluster.kubectl(purpose, Cluster.with("--as=" + user(name), words));
  }

  /** The environment of somebody, whose kubeconfig has a token of theirs and nothing else. */
  Map<String, String> environment(String name) {
    Path home = cluster.folder(name);
    Path kubeconfig = home.resolve("kubeconfig");
    try {
      Files.copy(Path.of(cluster.environment().get("KUBECONFIG")), kubeconfig);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    var environment = new HashMap<String, String>();
    environment.put("KUBECONFIG", kubeconfig.toString());
    environment.put("HOME", home.toString());
    String token = cluster.kubectl(purpose, "create", "token", name).succeeds().text();
    config(environment, "set-credentials", name, "--token=" + token);
    config(
        environment,
        "set-context",
        "--current",
        "--user=" + name,
        "--namespace=" + purpose.namespace());
    return environment;
  }

  private static void config(Map<String, String> environment, String... words) {
    Command.of(Repository.ROOT, environment, Cluster.with("kubectl", Cluster.with("config", words)))
        .run()
        .succeeds();
  }

  @Override
  public void close() {
    var words = new ArrayList<>(List.of("delete", "--ignore-not-found"));
    words.addAll(objects);
    cluster.kubectl(purpose, words.toArray(String[]::new)).succeeds();
  }
}
