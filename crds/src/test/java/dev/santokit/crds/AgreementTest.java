package dev.santokit.crds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.project.config.AddressRange;
import dev.santokit.project.config.Docs;
import dev.santokit.project.config.JsonNumbers;
import dev.santokit.project.config.Pool;
import dev.santokit.project.logic.FunctionPath;
import dev.santokit.project.logic.LogicType;
import dev.santokit.project.logic.ParameterType;
import dev.santokit.project.quantity.Durations;
import dev.santokit.project.quantity.Sizes;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the project model takes from a file, the API server takes from a resource. */
class AgreementTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"0s", "250ms", "10s", "1h30m", "7d", "00001s", "", "10", "s", "1.5s", "-1s", "1w"})
  void a_duration_is_one_for_both(String text) {
    assertThat(matches("SantokitProject", "spec.limits.callTimeout", text))
        .isEqualTo(Durations.parse(text).isPresent());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1048576", "512Ki", "1Mi", "1.5Gi", "5M", "1k", "", "5MB", "1e3", "-1", "1m"})
  void a_size_is_one_for_both(String text) {
    assertThat(matches("SantokitProject", "spec.limits.maxBody", text))
        .isEqualTo(Sizes.parse(text).isPresent());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "users/get",
        "a/b/c/d/e/f/g/h",
        "orders/_price",
        "Users/get-2",
        "crudely/done",
        "ping",
        "/get",
        "users/",
        "users//get",
        "users/2fa",
        "a/b/c/d/e/f/g/h/i",
        "users/gét",
        "crud/main"
      })
  void a_path_is_one_for_both(String text) {
    boolean reserved = FunctionPath.RESERVED.contains(text.split("/", -1)[0]);
    assertThat(matches("LogicBundle", "spec.path", text) && !reserved)
        .isEqualTo(FunctionPath.parse(text).isPresent());
  }

  @Test
  void the_reserved_first_segments_are_the_same() {
    String rules =
        field("LogicBundle", "spec.path").schema().get("x-kubernetes-validations").toString();
    assertThat(FunctionPath.RESERVED)
        .allSatisfy(word -> assertThat(rules).containsPattern("[(|]" + word + "[)|]"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "string",
        "int",
        "number",
        "bool",
        "json",
        "uuid",
        "date",
        "timestamp",
        "array<json>",
        "array< int >",
        "",
        "text",
        "array",
        "array<>",
        "array<array<int>>",
        "int>",
        "array<int"
      })
  void a_type_of_a_parameter_is_one_for_both(String text) {
    assertThat(matches("LogicBundle", "spec.config.params{}.type", text))
        .isEqualTo(ParameterType.of(text).isPresent());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"10.0.0.0/8", "192.0.2.7", "2001:db8::/32", "::1", "", "proxy", "fe80::1%eth0"})
  void a_range_of_addresses_is_one_for_both(String text) {
    assertThat(matches("SantokitProject", "spec.network.trustedProxies[]", text))
        .isEqualTo(AddressRange.parse(text).isPresent());
  }

  @Test
  void languages_poolers_and_forms_of_numbers_are_the_same() {
    assertThat(words("LogicBundle", "spec.type"))
        .containsExactlyInAnyOrder(names(LogicType.values()));
    assertThat(words("SantokitProject", "spec.databases{}.pool.mode"))
        .containsExactlyInAnyOrder(names(Pool.Mode.values()));
    assertThat(words("SantokitProject", "spec.json.int8"))
        .containsExactlyInAnyOrder(names(JsonNumbers.Form.values()));
    assertThat(words("SantokitProject", "spec.docs"))
        .containsExactlyInAnyOrder(names(Docs.values()));
  }

  private static boolean matches(String kind, String path, String text) {
    var schema = field(kind, path).schema();
    return text.length() <= schema.get("maxLength").asInt()
        && text.matches(schema.get("pattern").asText());
  }

  private static Stream<String> words(String kind, String path) {
    return StreamSupport.stream(field(kind, path).schema().get("enum").spliterator(), false)
        .map(word -> word.asText());
  }

  private static String[] names(Enum<?>... values) {
    return Stream.of(values)
        .map(value -> value.name().toLowerCase(Locale.ROOT))
        .toArray(String[]::new);
  }

  private static Field field(String kind, String path) {
    return Samples.crds().stream()
        .map(Crd::new)
        .filter(crd -> crd.kind().equals(kind))
        .flatMap(crd -> crd.fields().stream())
        .filter(field -> field.path().equals(path))
        .findFirst()
        .orElseThrow();
  }
}
