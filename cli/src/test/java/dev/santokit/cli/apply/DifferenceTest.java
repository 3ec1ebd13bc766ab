package dev.santokit.cli.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.santokit.cli.apply.Change.What;
import dev.santokit.cli.apply.Difference.Deletion;
import dev.santokit.cli.apply.Difference.Write;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class DifferenceTest {

  private static final String LIVE_BUNDLE =
      """
      metadata:
        name: shop.a.b
        labels: {santokit.dev/project: shop, theirs: x}
        managedFields:
        - {manager: kubectl, operation: Update, fieldsV1: {"f:metadata": {"f:labels": {"f:theirs": {}}}}}
        - manager: santokit-operator
          operation: Apply
          subresource: status
          fieldsV1: {"f:status": {"f:hash": {}}}
        - manager: stk
          operation: Apply
          fieldsV1:
            "f:metadata": {"f:labels": {"f:santokit.dev/project": {}}}
            "f:spec":
              "f:project": {}
              "f:path": {}
              "f:config": {"f:params": {"f:n": {".": {}, "f:min": {}}}, "f:tags": {}}
              "f:source": {"f:inline": {}}
      spec:
        project: shop
        path: a/b
        config: {params: {n: {min: 1.0}}, tags: [x, y], description: of another}
        source: {inline: SELECT 1}
      status: {hash: h}
      """;

  private static final String SPEC =
      "{project: shop, path: a/b, config: {params: {n: {min: 1}}, tags: [x, y]}, source: {inline: SELECT 1}}";

  @Test
  void an_object_of_which_our_fields_are_as_wanted_is_not_written() {
    Difference difference = of(bundle(SPEC), List.of(json(LIVE_BUNDLE)));
    assertThat(difference.isNothing()).isTrue();
    assertThat(difference.changes())
        .containsExactly(new Change(Kind.BUNDLE, "shop.a.b", "a/b", What.UNCHANGED, List.of()));
  }

  @Test
  void a_field_that_is_wanted_otherwise_is_named() {
    Difference difference =
        of(bundle(SPEC.replace("SELECT 1", "SELECT 2")), List.of(json(LIVE_BUNDLE)));
    assertThat(difference.writes()).hasSize(1);
    assertThat(difference.changes().getFirst().what()).isEqualTo(What.CHANGED);
    assertThat(difference.changes().getFirst().fields()).containsExactly("source");
  }

  @Test
  void a_field_that_left_the_files_is_a_change_though_nothing_of_the_rest_is() {
    Difference difference =
        of(bundle(SPEC.replace(", tags: [x, y]", "")), List.of(json(LIVE_BUNDLE)));
    assertThat(difference.changes().getFirst().fields()).containsExactly("config");
  }

  @Test
  void a_field_that_somebody_else_took_over_is_a_change() {
    JsonNode live = json(LIVE_BUNDLE.replace("\"f:tags\": {}", "\"f:description\": {}"));
    assertThat(of(bundle(SPEC), List.of(live)).changes().getFirst().fields())
        .containsExactly("config");
  }

  @Test
  void an_object_that_another_manager_made_is_taken_over() {
    JsonNode live = json(LIVE_BUNDLE.replace("manager: stk", "manager: argocd"));
    assertThat(of(bundle(SPEC), List.of(live)).changes().getFirst().what()).isEqualTo(What.CHANGED);
  }

  @Test
  void an_object_that_is_not_there_is_created_and_one_that_leaves_is_deleted() {
    JsonNode other = json(LIVE_BUNDLE.replace("shop.a.b", "shop.c.d").replace("a/b", "c/d"));
    Difference difference =
        Difference.of(
            List.of(bundle(SPEC)),
            Map.of(Kind.BUNDLE, List.of(other)),
            List.of(new Deletion(Kind.BUNDLE, "shop.c.d")));
    assertThat(difference.changes())
        .containsExactly(
            new Change(Kind.BUNDLE, "shop.a.b", "a/b", What.CREATED, List.of()),
            new Change(Kind.BUNDLE, "shop.c.d", "c/d", What.DELETED, List.of()));
  }

  @Test
  void an_empty_object_that_was_applied_owns_nothing_of_what_others_put_into_it() {
    JsonNode live =
        json(
            """
            metadata: {name: shop, managedFields: [{manager: stk, operation: Apply, fieldsV1: {"f:spec": {}}}]}
            spec: {suspend: false, release: {manifest: x}}
            """);
    Write hello =
        new Write(new Item(Kind.PROJECT, object("{metadata: {name: shop}, spec: {}}")), "stk");
    assertThat(
            Difference.of(List.of(hello), Map.of(Kind.PROJECT, List.of(live)), List.of())
                .isNothing())
        .isTrue();
  }

  @Test
  void parts_that_are_not_named_are_sent_as_they_were_applied_before() {
    JsonNode live =
        json(
            """
            metadata:
              name: shop
              managedFields:
              - manager: stk
                operation: Apply
                fieldsV1:
                  "f:spec":
                    "f:databases": {"f:main": {"f:url": {}}}
                    "f:auth": {"f:jwt": {"f:secret": {}}}
                    "f:docs": {}
              - {manager: kubectl, operation: Update, fieldsV1: {"f:spec": {"f:runtime": {"f:replicas": {}}}}}
            spec:
              databases: {main: {url: "${DATABASE_URL}"}}
              auth: {jwt: {secret: "${OLD}"}}
              docs: public
              runtime: {replicas: 3}
            """);
    Item files =
        new Item(
            Kind.PROJECT,
            object(
                "{metadata: {name: shop}, spec: {auth: {jwt: {secret: '${NEW}'}}, databases: {}}}"));
    assertThat(Desired.only(EnumSet.of(Part.auth), files, live).json().path("spec"))
        .isEqualTo(
            json(
                "{auth: {jwt: {secret: '${NEW}'}}, databases: {main: {url: '${DATABASE_URL}'}}, docs: public}"));
    assertThat(Desired.only(EnumSet.allOf(Part.class), files, live).json().path("spec"))
        .isEqualTo(files.json().path("spec"));
  }

  private static Difference of(Write write, List<JsonNode> live) {
    return Difference.of(List.of(write), Map.of(Kind.BUNDLE, live), List.of());
  }

  private static Write bundle(String spec) {
    return new Write(
        new Item(
            Kind.BUNDLE,
            object(
                "{metadata: {name: shop.a.b, labels: {santokit.dev/project: shop}}, spec: %s}"
                    .formatted(spec))),
        Writing.MANAGER);
  }

  private static ObjectNode object(String yaml) {
    return (ObjectNode) json(yaml);
  }

  private static JsonNode json(String yaml) {
    Object read = new Load(LoadSettings.builder().build()).loadFromString(yaml);
    return new ObjectMapper().valueToTree(read);
  }
}
