package dev.santokit.crds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every field of every CRD. */
class CrdSchemaTest {

  private static final Map<String, List<String>> COLUMNS =
      Map.of(
          "SantokitProject",
          List.of("URL", "RELEASE", "FUNCTIONS", "REPLICAS", "READY", "REASON", "AGE"),
          "LogicBundle",
          List.of("PATH", "TYPE", "ACCESS", "CACHE", "VALID", "ACTIVE", "REVISION", "AGE"),
          "SchemaPlan",
          List.of("DATABASE", "PHASE", "CHANGES", "HAZARDS", "APPROVED", "AGE"));

  @ParameterizedTest
  @MethodSource("crds")
  void columns_stand_in_the_designed_order(Crd crd) {
    assertThat(crd.columns()).isEqualTo(COLUMNS.get(crd.kind()));
  }

  @ParameterizedTest
  @MethodSource("crds")
  void every_field_has_a_description(Crd crd) {
    assertThat(crd.fields())
        .filteredOn(field -> !field.path().endsWith("[]") && !field.path().endsWith("{}"))
        .filteredOn(field -> field.schema().path("description").asText().isBlank())
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("crds")
  void every_string_list_and_map_is_bounded(Crd crd) {
    assertThat(crd.fields()).filteredOn(field -> !field.isBounded()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("crds")
  void a_resource_without_spec_is_no_resource(Crd crd) {
    assertThat(crd.root().path("required")).extracting(JsonNode::asText).contains("spec");
  }

  @ParameterizedTest
  @MethodSource("crds")
  void list_keys_are_required_in_their_items(Crd crd) {
    assertThat(crd.fields())
        .filteredOn(field -> field.schema().has("x-kubernetes-list-map-keys"))
        .isNotEmpty()
        .allSatisfy(field ->
            assertThat(texts(field.schema().path("items").path("required")))
                .containsAll(texts(field.schema().path("x-kubernetes-list-map-keys"))));
  }

  @ParameterizedTest
  @MethodSource("crds")
  void every_field_occurs_in_a_valid_resource(Crd crd) {
    var named = new TreeSet<String>();
    Samples.valid().stream()
        .map(Samples.Valid::resource)
        .filter(resource -> resource.get("kind").asText().equals(crd.kind()))
        .forEach(resource -> collect(crd.root(), resource, "", named));
    assertThat(crd.fields())
        .filteredOn(field -> !field.isOfKubernetes() && !field.path().isEmpty())
        .filteredOn(field -> !named.contains(field.path()))
        .isEmpty();
  }

  @Test
  void every_rule_is_provoked_by_an_invalid_resource() {
    String verdicts =
        Samples.invalid().stream().map(Samples.Invalid::verdict).collect(Collectors.joining("\n"));
    assertThat(crds())
        .flatExtracting(Crd::fields)
        .flatExtracting(Field::rules)
        .isNotEmpty()
        .allSatisfy(rule -> assertThat(verdicts).contains(rule));
  }

  static List<Crd> crds() {
    return Samples.crds().stream().map(Crd::new).toList();
  }

  private static void collect(JsonNode schema, JsonNode value, String path, TreeSet<String> named) {
    named.add(path);
    schema
        .path("properties")
        .properties()
        .forEach(property -> {
          if (value.has(property.getKey())) {
            collect(
                property.getValue(),
                value.get(property.getKey()),
                Field.child(path, property.getKey()),
                named);
          }
        });
    if (schema.has("items")) {
      value.forEach(item -> collect(schema.get("items"), item, path + "[]", named));
    }
    if (schema.has("additionalProperties")) {
      value.forEach(item -> collect(schema.get("additionalProperties"), item, path + "{}", named));
    }
  }

  private static List<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
  }
}
