package dev.santokit.crds;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable;
import io.fabric8.kubernetes.client.dsl.NamespaceableResource;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;

/**
 * The cluster that KUBECONFIG names, with the chart's CRDs. {@link #close} removes what was made:
 * the namespaces, and the CRDs that were not there before.
 */
final class Cluster implements AutoCloseable {

  private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  // Server-side apply answers 500 to an unknown field, which is final.
  private final KubernetesClient client =
      new KubernetesClientBuilder()
          .editOrNewConfig()
          .withRequestRetryBackoffLimit(0)
          .endConfig()
          .build();
  private final Set<String> namespaces = new HashSet<>();
  private final Set<String> addedCrds = new HashSet<>();

  /** Connects, and applies the CRDs. */
  static Cluster withCrds() throws IOException, InterruptedException {
    assertThat(System.getenv("KUBECONFIG"))
        .as("KUBECONFIG must name a cluster for tests; its Santokit CRDs are replaced")
        .isNotBlank();
    var cluster = new Cluster();
    cluster.applyCrds();
    return cluster;
  }

  private void applyCrds() throws IOException, InterruptedException {
    var present =
        client.apiextensions().v1().customResourceDefinitions().list().getItems().stream()
            .map(crd -> crd.getMetadata().getName())
            .collect(Collectors.toSet());
    Samples.crds().stream()
        .map(crd -> crd.at("/metadata/name").asText())
        .filter(name -> !present.contains(name))
        .forEach(addedCrds::add);
    kubectl(
            "apply",
            "--server-side",
            "--force-conflicts",
            "--field-manager=crds-test",
            "-f",
            Samples.CHART.toString())
        .succeeds();
    // "Established" comes before every part of the API server knows the kind: ask until it answers.
    for (ObjectNode crd : Samples.crds()) {
      String plural = crd.at("/spec/names/plural").asText() + ".santokit.dev";
      Awaitility.await(plural)
          .atMost(PATIENCE)
          .untilAsserted(() -> {
            kubectl("get", plural).succeeds();
            kubectl("explain", plural).succeeds();
          });
    }
  }

  KubernetesClient client() {
    return client;
  }

  /** A new namespace of this test's own. */
  String namespace(String purpose) {
    String name = "crds-" + purpose + "-" + UUID.randomUUID().toString().substring(0, 8);
    client
        .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
        .create();
    namespaces.add(name);
    return name;
  }

  /** Server-side apply with strict validation; the refusal is empty when it was accepted. */
  Refusal apply(String namespace, ObjectNode resource) {
    return refusal(() -> at(namespace, resource).forceConflicts().serverSideApply());
  }

  /** Create with strict validation, without effect. */
  Refusal tryCreate(String namespace, ObjectNode resource) {
    return refusal(() ->
        at(namespace, resource)
            .dryRun()
            .fieldValidation(FieldValidateable.Validation.STRICT)
            .create());
  }

  /** Writes the status that {@code resource} has. */
  Refusal updateStatus(String namespace, ObjectNode resource) {
    return refusal(() -> statusOf(namespace, resource).updateStatus());
  }

  /** Writes the status that {@code resource} has, without effect. */
  Refusal tryUpdateStatus(String namespace, ObjectNode resource) {
    return refusal(() -> statusOf(namespace, resource).dryRun().updateStatus());
  }

  /** The resource as the API server has it. */
  ObjectNode get(String namespace, ObjectNode resource) {
    return (ObjectNode)
        SERIALIZATION.unmarshal(
            SERIALIZATION.asJson(at(namespace, resource).get()), JsonNode.class);
  }

  private Resource<GenericKubernetesResource> at(String namespace, ObjectNode resource) {
    return resource(resource).inNamespace(namespace);
  }

  private Resource<GenericKubernetesResource> statusOf(String namespace, ObjectNode resource) {
    var current = at(namespace, resource).get();
    var status = resource.deepCopy();
    status
        .withObject("/metadata")
        .put("resourceVersion", current.getMetadata().getResourceVersion());
    return at(namespace, status);
  }

  private NamespaceableResource<GenericKubernetesResource> resource(ObjectNode resource) {
    return client.resource(
        SERIALIZATION.unmarshal(resource.toString(), GenericKubernetesResource.class));
  }

  private static Refusal refusal(Runnable write) {
    try {
      write.run();
      return new Refusal(List.of());
    } catch (KubernetesClientException refused) {
      return Refusal.of(refused.getStatus());
    }
  }

  /** Titles of the columns that the API server gives for a list of a kind. */
  List<String> tableColumns(String namespace, String plural) throws IOException {
    var http = client.getHttpClient();
    var uri =
        client.getConfiguration().getMasterUrl()
            + "apis/santokit.dev/v1alpha1/namespaces/"
            + namespace
            + "/"
            + plural;
    var response =
        http.sendAsync(
                http.newHttpRequestBuilder()
                    .uri(uri)
                    .setHeader("Accept", "application/json;as=Table;v=v1;g=meta.k8s.io")
                    .build(),
                String.class)
            .join();
    JsonNode table = SERIALIZATION.unmarshal(response.bodyString(), JsonNode.class);
    return StreamSupport.stream(table.get("columnDefinitions").spliterator(), false)
        .map(column -> column.get("name").asText())
        .toList();
  }

  /** Runs kubectl with the cluster's KUBECONFIG. */
  Answer kubectl(String... arguments) throws IOException, InterruptedException {
    var command = Stream.concat(Stream.of("kubectl"), Stream.of(arguments)).toList();
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, SECONDS)).as("%s ends", command).isTrue();
    return new Answer(command, process.exitValue(), output);
  }

  @Override
  public void close() {
    namespaces.forEach(name -> client.namespaces().withName(name).delete());
    addedCrds.forEach(
        name -> client.apiextensions().v1().customResourceDefinitions().withName(name).delete());
    client.close();
  }

  /**
   * Why a write was refused.
   *
   * @param errors as {@code field: message}, sorted; empty when the write was accepted
   */
  record Refusal(List<String> errors) {

    static Refusal of(Status status) {
      var errors = new ArrayList<String>();
      if (status.getDetails() != null) {
        status.getDetails().getCauses().stream()
            // The API server's remark that it stopped looking is no error of its own.
            .filter(cause -> !cause.getMessage().contains("some validation rules were not checked"))
            .forEach(cause -> errors.add(cause.getField() + ": " + cause.getMessage()));
      }
      if (errors.isEmpty()) {
        errors.add(status.getMessage());
      }
      return new Refusal(errors.stream().map(String::strip).sorted().toList());
    }

    String text() {
      return String.join("\n", errors);
    }
  }

  /** What kubectl printed, both streams together. */
  record Answer(List<String> command, int code, String output) {

    Answer succeeds() {
      assertThat(code).as("%s: %s", command, output).isZero();
      return this;
    }

    Answer fails() {
      assertThat(code).as("%s: %s", command, output).isNotZero();
      return this;
    }
  }
}
