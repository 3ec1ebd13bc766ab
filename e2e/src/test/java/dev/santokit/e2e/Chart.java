package dev.santokit.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.santokit.e2e.Command.Ran;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The chart, as Helm renders it without a cluster. */
final class Chart {

  static final YAMLMapper YAML = new YAMLMapper();

  /** Whatever cluster there is must not be asked. */
  private static final Map<String, String> NO_CLUSTER = Map.of("KUBECONFIG", "/dev/null");

  private Chart() {}

  /** {@code helm template} for a release "santokit" in a namespace of that name. */
  static Ran template(String... options) {
    return helm("template", "santokit", options);
  }

  static Ran lint() {
    return Command.of(Repository.CHART, NO_CLUSTER, "helm", "lint", "--strict", ".").run();
  }

  static Rendered rendered(String... options) {
    return objects(template(options));
  }

  /** The same for a release of another name. */
  static Rendered renderedAs(String release, String... options) {
    return objects(helm("template", release, options));
  }

  /** What Helm says after an installation. */
  static String notes(String... options) {
    var words = Stream.concat(Stream.of("--dry-run=client"), Stream.of(options));
    String out = helm("install", "santokit", words.toArray(String[]::new)).succeeds().out();
    return out.substring(out.indexOf("NOTES:"));
  }

  private static Ran helm(String verb, String release, String... options) {
    var words = new ArrayList<>(List.of("helm", verb, release, ".", "--namespace=santokit"));
    words.addAll(List.of(options));
    return Command.of(Repository.CHART, NO_CLUSTER, words.toArray(String[]::new)).run();
  }

  private static Rendered objects(Ran ran) {
    try (var documents =
        YAML.readerFor(JsonNode.class).<JsonNode>readValues(ran.succeeds().out())) {
      return new Rendered(documents.readAll().stream().filter(JsonNode::isObject).toList());
    } catch (IOException noYaml) {
      throw new UncheckedIOException(noYaml);
    }
  }

  /** The objects that the chart makes. */
  record Rendered(List<JsonNode> objects) {

    List<JsonNode> all(String kind) {
      return objects.stream().filter(object -> object.path("kind").asText().equals(kind)).toList();
    }

    /** The one of this name, in whichever namespace; missing when there is none. */
    JsonNode one(String kind, String name) {
      return all(kind).stream()
          .filter(object -> object.at("/metadata/name").asText().equals(name))
          .findFirst()
          .orElse(MissingNode.getInstance());
    }

    SortedSet<String> kinds() {
      var kinds = new TreeSet<String>();
      objects.forEach(object -> kinds.add(object.path("kind").asText()));
      return kinds;
    }

    /** The operator's pod template. */
    JsonNode pod() {
      return one("Deployment", "santokit-operator").at("/spec/template");
    }

    JsonNode container() {
      return pod().at("/spec/containers/0");
    }
  }

  /** What a role allows, as {@code group/resource verb}; the core group has no name. */
  static SortedSet<String> rights(JsonNode role) {
    var rights = new TreeSet<String>();
    for (JsonNode rule : role.path("rules")) {
      String only =
          rule.has("resourceNames")
              ? " only " + String.join(",", texts(rule, "resourceNames"))
              : "";
      for (String group : texts(rule, "apiGroups")) {
        for (String resource : texts(rule, "resources")) {
          for (String verb : texts(rule, "verbs")) {
            rights.add(group + "/" + resource + " " + verb + only);
          }
        }
      }
    }
    return rights;
  }

  static List<String> texts(JsonNode object, String field) {
    var texts = new ArrayList<String>();
    object.path(field).forEach(item -> texts.add(item.asText()));
    return texts;
  }
}
