package dev.santokit.crds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.santokit.crds.Cluster.Refusal;
import dev.santokit.crds.Samples.Invalid;
import dev.santokit.crds.Samples.Valid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a real API server makes of the CRDs. With {@code -Dgolden.update} the verdicts on invalid
 * resources are written anew instead of compared.
 */
class ApiServerIT {

  private static final boolean UPDATE = Boolean.getBoolean("golden.update");

  private static Cluster cluster;
  private static String valid;
  private static String empty;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    cluster = Cluster.withCrds();
    valid = cluster.namespace("valid");
    empty = cluster.namespace("empty");
    for (Valid sample : Samples.valid()) {
      assertThat(cluster.apply(valid, sample.resource()).errors()).as(sample.name()).isEmpty();
      if (sample.resource().has("status")) {
        assertThat(cluster.updateStatus(valid, sample.resource()).errors())
            .as("status of %s", sample.name())
            .isEmpty();
      }
    }
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      cluster.close();
    }
  }

  @ParameterizedTest
  @MethodSource("validResources")
  void a_valid_resource_comes_back_as_it_was_written(Valid sample) {
    var stored = cluster.get(valid, sample.resource());
    assertThat(stored.get("spec")).isEqualTo(sample.resource().get("spec"));
    assertThat(stored.get("status")).isEqualTo(sample.resource().get("status"));
  }

  @ParameterizedTest
  @MethodSource("invalidResources")
  void an_invalid_resource_is_refused_with_its_message(Invalid sample) throws IOException {
    Refusal refusal = lastStep(sample);
    if (UPDATE) {
      Files.writeString(
          Path.of("src/test/resources/resources/invalid", sample.name() + ".expect"),
          refusal.text() + "\n");
    }
    assumeFalse(UPDATE, "golden.update");
    assertThat(refusal.text()).isEqualTo(sample.verdict());
  }

  @ParameterizedTest
  @MethodSource("crds")
  void a_value_beyond_a_bound_is_refused_where_it_stands(Crd crd) {
    var resources =
        Samples.valid().stream()
            .map(Valid::resource)
            .filter(resource -> resource.get("kind").asText().equals(crd.kind()))
            .toList();
    assertThat(Violation.of(crd, resources))
        .hasSizeGreaterThan(40)
        .allSatisfy(violation -> {
          Refusal refusal =
              violation.path().startsWith("status")
                  ? cluster.tryUpdateStatus(valid, violation.resource())
                  : cluster.tryCreate(empty, violation.resource());
          assertThat(refusal.errors())
              .anySatisfy(error ->
                  assertThat(error)
                      .startsWith(violation.path() + ": ")
                      .contains(violation.phrase()));
        });
  }

  @Test
  void server_side_apply_refuses_an_unknown_field_too() {
    ObjectNode project = Samples.read("project-shortest-name");
    project.withObject("/spec").put("replica", 2);
    assertThat(cluster.apply(empty, project).text())
        .contains(".spec.replica: field not declared in schema");
  }

  @Test
  void operational_fields_get_their_defaults() {
    String defaults = cluster.namespace("defaults");
    var project = Samples.read("project-shortest-name");
    project.putObject("spec");
    assertThat(cluster.apply(defaults, project).errors()).isEmpty();
    assertThat(cluster.get(defaults, project).get("spec"))
        .isEqualTo(Samples.json("release: {source: Bundles, historyLimit: 5}\nsuspend: false"));

    var plan = Samples.read("plan-without-policy");
    plan.withObject("/spec").remove(List.of("mode", "driftCheckInterval"));
    assertThat(cluster.apply(defaults, plan).errors()).isEmpty();
    var spec = cluster.get(defaults, plan).get("spec");
    assertThat(spec.get("mode").asText()).isEqualTo("Apply");
    assertThat(spec.get("driftCheckInterval").asText()).isEqualTo("10m");
  }

  @ParameterizedTest
  @MethodSource("crds")
  void kubectl_gets_the_designed_columns_in_their_order(Crd crd) throws Exception {
    assertThat(cluster.tableColumns(valid, crd.plural())).first().isEqualTo("Name");
    assertThat(cluster.tableColumns(valid, crd.plural()).stream().skip(1))
        .containsExactlyElementsOf(crd.columns());
  }

  @Test
  void kubectl_prints_what_matters_of_each_kind() throws Exception {
    assertThat(row("stkp", "shop"))
        .containsExactly(
            "shop",
            "https://api.example.com/shop",
            "0123456789ab",
            "6",
            "2",
            "False",
            "AwaitingSchema");
    assertThat(row("lgb", "shop.products.list"))
        .containsExactly(
            "shop.products.list", "products/list", "sql", "public", "60s", "Unknown", "41");
    assertThat(row("splan", "shop-main"))
        .containsExactly("shop-main", "main", "AwaitingApproval", "4", "DROP_COLUMN", "2", "False");
  }

  @Test
  void the_category_lists_all_three_kinds() throws Exception {
    assertThat(cluster.kubectl("get", "santokit", "-n", valid, "-o", "name").succeeds().output())
        .contains(
            "santokitproject.santokit.dev/shop",
            "logicbundle.santokit.dev/shop.products.list",
            "schemaplan.santokit.dev/shop-main");
  }

  @Test
  void kubectl_explains_kinds_and_fields() throws Exception {
    assertThat(explained("santokitproject")).contains("A Santokit project: its databases,");
    assertThat(explained("lgb.spec.path")).contains("Path of the function, as a client calls it");
    assertThat(explained("splan.spec.approvedPlan")).contains("Hash of the plan that was read");
    assertThat(explained("stkp.spec.runtime.affinity.nodeAffinity"))
        .contains("kubectl explain pod.spec.affinity.nodeAffinity");
  }

  @Test
  void kubectl_scales_a_project() throws Exception {
    String scaled = cluster.namespace("scaled");
    var project = Samples.read("project-shortest-name");
    cluster.apply(scaled, project);
    cluster.kubectl("scale", "stkp/ab", "--replicas=3", "-n", scaled).succeeds();
    assertThat(cluster.get(scaled, project).at("/spec/runtime/replicas").asInt()).isEqualTo(3);

    project.withObject("/status").put("replicas", 3).put("selector", "app=ab");
    cluster.updateStatus(scaled, project);
    var path = "/apis/santokit.dev/v1alpha1/namespaces/" + scaled + "/santokitprojects/ab/scale";
    var scale = Samples.json(cluster.client().raw(path));
    assertThat(scale.get("spec")).isEqualTo(Samples.json("replicas: 3"));
    assertThat(scale.get("status")).isEqualTo(Samples.json("replicas: 3\nselector: app=ab"));
  }

  @Test
  void kubectl_cannot_scale_a_project_with_autoscaling() throws Exception {
    String scaled = cluster.namespace("scaled");
    cluster.apply(scaled, Samples.read("project-autoscaled-behind-an-ingress"));
    var scale = cluster.kubectl("scale", "stkp/shop-eu", "--replicas=3", "-n", scaled).fails();
    assertThat(scale.output()).contains("runtime has either replicas or autoscaling");
  }

  @Test
  void kubectl_waits_for_a_condition_of_the_status() throws Exception {
    String waited = cluster.namespace("waited");
    var project = Samples.read("project-shortest-name");
    cluster.apply(waited, project);
    cluster
        .kubectl(
            "patch",
            "stkp/ab",
            "-n",
            waited,
            "--subresource=status",
            "--type=merge",
            "-p",
            "{\"status\": {\"conditions\": [{\"type\": \"Ready\", \"status\": \"True\", \"reason\":"
                + " \"Served\", \"message\": \"\", \"lastTransitionTime\":"
                + " \"2026-01-02T03:04:05Z\"}]}}")
        .succeeds();
    cluster
        .kubectl("wait", "--for=condition=Ready", "stkp/ab", "-n", waited, "--timeout=10s")
        .succeeds();
  }

  @Test
  void writing_the_spec_leaves_the_status_and_the_other_way_round() {
    var project = Samples.read("project-complete");
    var spec = cluster.get(valid, project).get("spec");
    var other = project.deepCopy();
    other.putObject("spec").put("suspend", false);
    assertThat(cluster.updateStatus(valid, other).errors()).isEmpty();
    assertThat(cluster.get(valid, project).get("spec")).isEqualTo(spec);

    other.putObject("status").put("url", "https://elsewhere.example.com");
    other.set("spec", spec);
    assertThat(cluster.apply(valid, other).errors()).isEmpty();
    assertThat(cluster.get(valid, project).get("status")).isEqualTo(project.get("status"));
  }

  private static String explained(String field) throws Exception {
    // kubectl folds its lines.
    return cluster.kubectl("explain", field).succeeds().output().replaceAll("\\s+", " ");
  }

  /** The words of a line of {@code kubectl get}, without the age at its end. */
  private static List<String> row(String kind, String name) throws Exception {
    var line =
        cluster.kubectl("get", kind, name, "-n", valid, "--no-headers").succeeds().output().strip();
    List<String> words = List.of(line.split("\\s+"));
    return words.subList(0, words.size() - 1);
  }

  static List<Crd> crds() {
    return Samples.crds().stream().map(Crd::new).toList();
  }

  static List<Valid> validResources() {
    return Samples.valid();
  }

  static List<Invalid> invalidResources() {
    return Samples.invalid();
  }

  /** The first step must be accepted, and a status is written when there is one. */
  private static Refusal lastStep(Invalid sample) {
    ObjectNode last = sample.steps().getLast();
    if (sample.steps().size() > 1) {
      String own = cluster.namespace("changed");
      assertThat(cluster.apply(own, sample.steps().getFirst()).errors()).isEmpty();
      return cluster.apply(own, last);
    }
    if (last.has("status")) {
      String own = cluster.namespace("status");
      assertThat(cluster.apply(own, last.deepCopy().without("status")).errors()).isEmpty();
      return cluster.updateStatus(own, last);
    }
    return cluster.tryCreate(empty, last);
  }
}
