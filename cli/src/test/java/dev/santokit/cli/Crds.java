package dev.santokit.cli;

import static org.awaitility.Awaitility.await;

import dev.santokit.crds.bundle.LogicBundle;
import dev.santokit.crds.plan.SchemaPlan;
import dev.santokit.crds.project.SantokitProject;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The chart's resource definitions in the cluster of a test. They stay there. */
final class Crds {

  private static final Path CHART = Path.of("../helm/santokit/templates/crds");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Crds() {}

  /** Brings them, and waits until the API server answers for them. */
  static void apply(KubernetesClient client) throws IOException {
    try (Stream<Path> files = Files.list(CHART)) {
      for (Path file : files.sorted().toList()) {
        apply(client, file);
      }
    }
    for (var kind : List.of(SantokitProject.class, LogicBundle.class, SchemaPlan.class)) {
      await(kind.getSimpleName())
          .atMost(PATIENCE)
          .ignoreException(KubernetesClientException.class)
          .until(() -> client.resources(kind).inNamespace("default").list() != null);
    }
  }

  private static void apply(KubernetesClient client, Path file) throws IOException {
    try (InputStream text = Files.newInputStream(file)) {
      CustomResourceDefinition crd =
          client.apiextensions().v1().customResourceDefinitions().load(text).item();
      var there =
          client
              .apiextensions()
              .v1()
              .customResourceDefinitions()
              .withName(crd.getMetadata().getName());
      // Those that another test has brought may be on their way out.
      await("an old " + crd.getMetadata().getName() + " to go")
          .atMost(PATIENCE)
          .until(() -> {
            var now = there.get();
            return now == null || now.getMetadata().getDeletionTimestamp() == null;
          });
      client.resource(crd).fieldManager("cli-test").forceConflicts().serverSideApply();
    }
  }
}
