package dev.santokit.crds;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The resources in src/test/resources/resources, and the CRDs of the chart. */
final class Samples {

  static final Path CHART = Path.of("../helm/santokit/templates/crds");

  private static final Path FOLDER = Path.of("src/test/resources/resources");

  /** What stands for a text that is too long to be written down: {@code <716801 × x>}. */
  private static final Pattern REPEATED = Pattern.compile("<([0-9]+) × ([a-z])>");

  private static final Function<MatchResult, String> LONG =
      match -> match.group(2).repeat(Integer.parseInt(match.group(1)));

  private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

  /** A resource that the API server must accept. */
  record Valid(String name, ObjectNode resource) {
    @Override
    public String toString() {
      return name;
    }
  }

  /**
   * Resources of which the API server must refuse the last.
   *
   * @param steps one resource, or an accepted one and what it must not be changed to
   * @param verdict the errors, one a line
   */
  record Invalid(String name, List<ObjectNode> steps, String verdict) {
    @Override
    public String toString() {
      return name;
    }
  }

  private Samples() {}

  static List<Valid> valid() {
    return files(FOLDER.resolve("valid"), ".yaml").stream()
        .map(file -> new Valid(nameOf(file, ".yaml"), resource(file)))
        .toList();
  }

  static List<Invalid> invalid() {
    return files(FOLDER.resolve("invalid"), ".expect").stream().map(Samples::invalid).toList();
  }

  /** One of the valid resources, to be changed. */
  static ObjectNode read(String name) {
    return resource(FOLDER.resolve("valid").resolve(name + ".yaml"));
  }

  static ObjectNode json(String yaml) {
    return (ObjectNode) SERIALIZATION.unmarshal(yaml, JsonNode.class);
  }

  static <T> T typed(String yaml, Class<T> type) {
    return SERIALIZATION.unmarshal(yaml, type);
  }

  /** The CRDs as they stand in the chart. */
  static List<ObjectNode> crds() {
    return files(CHART, ".yaml").stream().map(Samples::resource).toList();
  }

  private static Invalid invalid(Path expect) {
    String name = nameOf(expect, ".expect");
    Path single = expect.resolveSibling(name + ".yaml");
    List<ObjectNode> steps =
        Files.exists(single)
            ? List.of(resource(single))
            : List.of(
                resource(expect.resolveSibling(name + ".in-1.yaml")),
                resource(expect.resolveSibling(name + ".in-2.yaml")));
    return new Invalid(name, steps, text(expect).strip());
  }

  private static ObjectNode resource(Path file) {
    return json(REPEATED.matcher(text(file)).replaceAll(LONG));
  }

  static List<Path> files(Path folder, String end) {
    try (var list = Files.list(folder)) {
      return list.filter(file -> file.toString().endsWith(end)).sorted().toList();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static String nameOf(Path file, String end) {
    String name = file.getFileName().toString();
    return name.substring(0, name.length() - end.length());
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
