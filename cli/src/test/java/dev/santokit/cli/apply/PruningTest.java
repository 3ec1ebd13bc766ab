package dev.santokit.cli.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class PruningTest {

  private static final JsonNode A = bundle("a/a", "shop", "stk");
  private static final JsonNode B = bundle("b/b", "shop", "stk");
  private static final JsonNode OF_KUBECTL = bundle("k/k", "shop", "kubectl");
  private static final JsonNode UNLABELLED = bundle("u/u", "", "stk");

  @Test
  void only_what_stk_applied_for_this_project_goes() {
    Pruning pruning =
        Pruning.of("shop", List.of(item("a/a")), List.of(A, B, OF_KUBECTL, UNLABELLED), true);
    assertThat(pruning.leave()).containsExactly(B);
    assertThat(pruning.stay()).containsExactly(OF_KUBECTL, UNLABELLED);
  }

  @Test
  void without_pruning_all_stay() {
    assertThat(Pruning.of("shop", List.of(), List.of(A, B), false).stay()).containsExactly(A, B);
  }

  @Test
  void more_than_half_needs_consent_and_half_does_not() {
    Pruning one = Pruning.of("shop", List.of(item("a/a")), List.of(A, B), true);
    assertThatCode(() -> one.check(List.of(), 2, false)).doesNotThrowAnyException();
    Pruning both = Pruning.of("shop", List.of(), List.of(A, B), true);
    assertThatThrownBy(() -> both.check(List.of(), 2, false))
        .hasMessage("this would delete 2 functions of 2: a/a, b/b");
    assertThatCode(() -> both.check(List.of(), 2, true)).doesNotThrowAnyException();
  }

  @Test
  void a_path_that_another_bundle_has_is_refused() {
    JsonNode other = bundle("a/a", "shop", "kubectl");
    ((ObjectNode) other.path("metadata")).put("name", "mine");
    Pruning pruning = Pruning.of("shop", List.of(item("a/a")), List.of(other), true);
    assertThatThrownBy(() -> pruning.check(List.of(item("a/a")), 1, true))
        .hasMessageContaining("LogicBundle mine, which stk did not apply, has the path a/a, too");
  }

  private static Item item(String path) {
    ObjectNode spec =
        JsonNodeFactory.instance.objectNode().put("project", "shop").put("path", path);
    return Item.of(
        Kind.BUNDLE, "shop." + path.replace('/', '.'), JsonNodeFactory.instance.objectNode(), spec);
  }

  private static JsonNode bundle(String path, String label, String manager) {
    ObjectNode bundle = item(path).json();
    ObjectNode metadata = (ObjectNode) bundle.path("metadata");
    metadata.putObject("labels").put("santokit.dev/project", label);
    metadata
        .putArray("managedFields")
        .addObject()
        .put("manager", manager)
        .put("operation", "Apply")
        .putObject("fieldsV1");
    return bundle;
  }
}
