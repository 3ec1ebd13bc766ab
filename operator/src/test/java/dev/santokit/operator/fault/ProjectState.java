package dev.santokit.operator.fault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.santokit.crds.bundle.LogicBundle;
import dev.santokit.crds.project.SantokitProject;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * All that a project is made of in a cluster, by kind and name, without what differs from one run
 * to the next: times, uids, keys, the project's own name and hashes that have it in them.
 */
final class ProjectState {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final KubernetesSerialization KUBERNETES = new KubernetesSerialization();

  private static final Pattern TIME =
      Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?Z");

  /** Hashes over something that has the project's name in it. */
  private static final Pattern NAMED_HASH = Pattern.compile("-config-[0-9a-f]+");

  /** What pods are touched with: revision and time. */
  private static final Pattern TOUCH = Pattern.compile("(\\d+)\\.\\d{13}");

  private static final List<String> OF_THE_API_SERVER =
      List.of(
          "uid", "resourceVersion", "creationTimestamp", "generation", "managedFields", "selfLink");

  private final String project;

  private ProjectState(String project) {
    this.project = project;
  }

  /** Reads it. */
  static Map<String, String> of(KubernetesClient admin, String namespace, String project) {
    var state = new ProjectState(project);
    var all = new TreeMap<String, String>();
    objects(admin, namespace)
        .filter(object -> state.belongs(object.getMetadata().getName()))
        .forEach(object -> {
          JsonNode json = state.plain(object);
          all.put(
              object.getKind() + "/" + json.at("/metadata/name").asText(), json.toPrettyString());
        });
    return all;
  }

  /** In which lines two states differ, by object; empty when they are one. */
  static List<String> differences(Map<String, String> expected, Map<String, String> found) {
    var differences = new ArrayList<String>();
    var names = new TreeSet<>(expected.keySet());
    names.addAll(found.keySet());
    for (String name : names) {
      List<String> wanted = expected.getOrDefault(name, "").lines().toList();
      List<String> there = found.getOrDefault(name, "").lines().toList();
      if (!wanted.equals(there)) {
        if (wanted.isEmpty() || there.isEmpty()) {
          differences.add(name + (wanted.isEmpty() ? ": is too many" : ": is missing"));
          continue;
        }
        wanted.stream()
            .filter(line -> !there.contains(line))
            .forEach(line -> differences.add(name + ": - " + line.strip()));
        there.stream()
            .filter(line -> !wanted.contains(line))
            .forEach(line -> differences.add(name + ": + " + line.strip()));
        if (differences.isEmpty() || !differences.getLast().startsWith(name)) {
          differences.add(name + ": other order");
        }
      }
    }
    return differences;
  }

  private static Stream<HasMetadata> objects(KubernetesClient admin, String namespace) {
    return Stream.of(
            admin.resources(SantokitProject.class).inNamespace(namespace).list().getItems(),
            admin.resources(LogicBundle.class).inNamespace(namespace).list().getItems(),
            admin.apps().deployments().inNamespace(namespace).list().getItems(),
            admin.serviceAccounts().inNamespace(namespace).list().getItems(),
            admin.services().inNamespace(namespace).list().getItems(),
            admin.configMaps().inNamespace(namespace).list().getItems(),
            admin.secrets().inNamespace(namespace).list().getItems(),
            admin.rbac().roles().inNamespace(namespace).list().getItems(),
            admin.rbac().roleBindings().inNamespace(namespace).list().getItems(),
            admin.network().v1().networkPolicies().inNamespace(namespace).list().getItems(),
            admin.policy().v1().podDisruptionBudget().inNamespace(namespace).list().getItems(),
            admin.pods().inNamespace(namespace).list().getItems())
        .flatMap(List::stream);
  }

  private boolean belongs(String name) {
    return name.equals(project) || name.startsWith(project + "-") || name.startsWith(project + ".");
  }

  private JsonNode plain(HasMetadata object) {
    ObjectNode json = KUBERNETES.convertValue(object, ObjectNode.class);
    ObjectNode metadata = (ObjectNode) json.path("metadata");
    metadata.remove(OF_THE_API_SERVER);
    metadata.path("ownerReferences").forEach(owner -> ((ObjectNode) owner).remove("uid"));
    if (metadata.get("annotations") instanceof ObjectNode annotations) {
      annotations.remove("deployment.kubernetes.io/revision");
      annotations.replace("santokit.dev/desired", null);
    }
    if (!List.of("SantokitProject", "LogicBundle").contains(object.getKind())) {
      json.remove("status");
    }
    switch (object.getKind()) {
      case "Secret" -> hide(json.path("data"));
      case "ConfigMap" -> inflate(json.path("binaryData"));
      case "Service" -> ((ObjectNode) json.path("spec")).remove(List.of("clusterIP", "clusterIPs"));
      case "SantokitProject" -> hide(json.at("/status/vault"));
      case "Pod" -> json.remove("spec");
      default -> {
        // nothing but what all kinds have
      }
    }
    return plain(json);
  }

  /** Keys that are made by chance. */
  private static void hide(JsonNode values) {
    if (values instanceof ObjectNode object) {
      object
          .fieldNames()
          .forEachRemaining(name -> {
            if (object.get(name).isTextual()) {
              object.put(name, "chance");
            }
          });
    }
  }

  /** The files of a release as the JSON that they are. */
  private static void inflate(JsonNode files) {
    if (files instanceof ObjectNode object) {
      object.properties().forEach(file -> file.setValue(inflated(file.getValue().asText())));
    }
  }

  private static JsonNode inflated(String base64) {
    byte[] bytes = Base64.getDecoder().decode(base64);
    try (var inflated = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return JSON.readTree(inflated.readAllBytes());
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private JsonNode plain(JsonNode node) {
    return switch (node) {
      case TextNode text -> TextNode.valueOf(plain(text.asText()));
      case ObjectNode object -> {
        ObjectNode copy = JSON.createObjectNode();
        object.properties().forEach(e -> copy.set(plain(e.getKey()), plain(e.getValue())));
        yield copy;
      }
      case ArrayNode array -> {
        ArrayNode copy = JSON.createArrayNode();
        array.forEach(element -> copy.add(plain(element)));
        yield copy;
      }
      default -> node;
    };
  }

  private String plain(String text) {
    String timeless = TIME.matcher(TOUCH.matcher(text).replaceAll("$1.TIME")).replaceAll("TIME");
    return NAMED_HASH.matcher(timeless.replace(project, "shop")).replaceAll("-config-HASH");
  }
}
