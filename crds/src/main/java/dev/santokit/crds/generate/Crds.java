package dev.santokit.crds.generate;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.santokit.crds.bundle.LogicBundle;
import dev.santokit.crds.plan.SchemaPlan;
import dev.santokit.crds.project.SantokitProject;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.kubernetes.client.CustomResource;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The CRDs of all kinds, made from their Java types. */
public final class Crds {

  /** The kinds. */
  static final List<Class<? extends CustomResource<?, ?>>> KINDS =
      List.of(SantokitProject.class, LogicBundle.class, SchemaPlan.class);

  /** Comments, so that the files are plain YAML too, for {@code kubectl apply}. */
  private static final String IF_INSTALLED = "# {{- if .Values.crds.install }}\n";

  private static final String END = "# {{- end }}\n";

  private Crds() {}

  /**
   * The CRDs as they stand in the chart: YAML by file name, each within the chart's switch for
   * them.
   *
   * @throws IllegalStateException when Helm would take a part of them for a template
   */
  public static SortedMap<String, String> files() {
    var written = new Written();
    new CRDGenerator()
        .forCRDVersions("v1")
        .customResourceClasses(List.copyOf(KINDS))
        .withPostProcessor(new Completion(KINDS))
        .withOutput(written)
        .generate();
    var files = new TreeMap<String, String>();
    written.streams.forEach((name, stream) -> files.put(fileName(name), stream.toString(UTF_8)));
    files.forEach(Crds::refuseTemplates);
    files.replaceAll((_, yaml) -> IF_INSTALLED + yaml + END);
    return files;
  }

  /** The generator names its output {@code logicbundles.santokit.dev-v1}. */
  private static String fileName(String output) {
    return output.substring(0, output.lastIndexOf('-')) + ".yaml";
  }

  private static void refuseTemplates(String file, String yaml) {
    int at = yaml.indexOf("{{");
    if (at >= 0) {
      throw new IllegalStateException(
          file
              + " has {{, which Helm takes for a template: …"
              + yaml.substring(at).lines().findFirst().orElse(""));
    }
  }

  private static final class Written implements CRDGenerator.CRDOutput<ByteArrayOutputStream> {

    private final SortedMap<String, ByteArrayOutputStream> streams = new TreeMap<>();

    @Override
    public ByteArrayOutputStream outputFor(String name) {
      return streams.computeIfAbsent(name, _ -> new ByteArrayOutputStream());
    }

    @Override
    public void close() {
      // Nothing is open: the streams are in memory.
    }
  }
}
