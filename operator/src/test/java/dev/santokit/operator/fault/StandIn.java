package dev.santokit.operator.fault;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.santokit.crds.Labels;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

/**
 * A ready pod of a project that no node runs: this process answers for it, at an address of the
 * loopback network of its own. It serves what the project's ConfigMaps held when it was touched
 * last: a kubelet that nobody wakes looks a minute later.
 */
final class StandIn implements AutoCloseable {

  private static final int MANAGEMENT_PORT = 9000;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final KubernetesClient admin;
  private final String namespace;
  private final String project;
  private final String address;
  private final String name;
  private final HttpServer http;

  private String touched = "";
  private String digest = "";

  /**
   * Makes the pod.
   *
   * @param address of the loopback network, which nothing else has
   */
  StandIn(KubernetesClient admin, String namespace, String project, String address, int number)
      throws IOException {
    this.admin = admin;
    this.namespace = namespace;
    this.project = project;
    this.address = address;
    this.name = project + "-stand-in-" + number;
    http = HttpServer.create(new InetSocketAddress(address, MANAGEMENT_PORT), 0);
    http.createContext("/q/release", this::answer);
    http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    http.start();
    begin();
  }

  private void begin() {
    Pod pod =
        admin
            .resource(
                new PodBuilder()
                    .withNewMetadata()
                    .withName(name)
                    .addToLabels(Labels.PROJECT, project)
                    .addToLabels(Labels.INSTANCE, project)
                    .addToLabels(Labels.COMPONENT, "server")
                    .endMetadata()
                    .withNewSpec()
                    .withSchedulerName("none")
                    .addNewContainer()
                    .withName("server")
                    .withImage("localhost/none:1")
                    .endContainer()
                    .endSpec()
                    .build())
            .inNamespace(namespace)
            .create();
    admin
        .resource(
            new PodBuilder(pod)
                .withNewStatus()
                .withPhase("Running")
                .withPodIP(address)
                .addNewCondition()
                .withType("Ready")
                .withStatus("True")
                .endCondition()
                .endStatus()
                .build())
        .inNamespace(namespace)
        .updateStatus();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String digest = served();
      byte[] body =
          (digest.isEmpty()
                  ? "{\"active\": null, \"databases\": {}}"
                  : "{\"active\": {\"digest\": \"%s\", \"revision\": 1}, \"databases\": {}}"
                      .formatted(digest))
              .getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private synchronized String served() throws IOException {
    Pod pod = admin.pods().inNamespace(namespace).withName(name).get();
    String touch =
        pod == null || pod.getMetadata().getAnnotations() == null
            ? ""
            : pod.getMetadata().getAnnotations().getOrDefault("santokit.dev/release", "");
    if (!touch.equals(touched)) {
      touched = touch;
      digest = held();
    }
    return digest;
  }

  /** Of the release that the ConfigMaps hold; empty while they hold none. */
  private String held() throws IOException {
    ConfigMap map = admin.configMaps().inNamespace(namespace).withName(project + "-kv-0").get();
    if (map == null) {
      return "";
    }
    byte[] manifest = Base64.getDecoder().decode(map.getBinaryData().get("manifest.json.gz"));
    try (var inflated = new GZIPInputStream(new ByteArrayInputStream(manifest))) {
      return JSON.readTree(inflated.readAllBytes()).path("release").asText();
    }
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
