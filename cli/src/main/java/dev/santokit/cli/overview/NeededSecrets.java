package dev.santokit.cli.overview;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.santokit.crds.bundle.LogicBundle;
import dev.santokit.crds.project.SantokitProjectSpec;
import dev.santokit.project.config.SecretText;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/** Which secrets a project names. */
public final class NeededSecrets {

  private static final ObjectMapper JSON = new ObjectMapper();

  private NeededSecrets() {}

  /** The names that configuration and functions of a project in the cluster mention. */
  public static NavigableSet<String> of(SantokitProjectSpec spec, List<LogicBundle> bundles) {
    NavigableSet<String> names = new TreeSet<>();
    collect(JSON.valueToTree(spec.databases()), names);
    collect(JSON.valueToTree(spec.auth()), names);
    collect(JSON.valueToTree(spec.storage()), names);
    for (LogicBundle bundle : bundles) {
      Optional.ofNullable(bundle.getSpec().config())
          .map(config -> config.secrets())
          .ifPresent(names::addAll);
    }
    return names;
  }

  private static void collect(JsonNode node, NavigableSet<String> names) {
    if (node.isTextual()) {
      try {
        names.addAll(new SecretText(node.asText()).names());
      } catch (IllegalArgumentException unreadable) {
        // Names nothing that could be set. What is wrong with it, ConfigValid says.
      }
    } else {
      node.forEach(child -> collect(child, names));
    }
  }
}
