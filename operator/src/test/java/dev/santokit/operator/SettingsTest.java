package dev.santokit.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {

  private final Map<String, String> environment =
      new HashMap<>(
          Map.of("SANTOKIT_NAMESPACE", "santokit", "SANTOKIT_SERVER_IMAGE", "localhost/server:1"));

  @Test
  void without_namespaces_all_are_watched() {
    environment.put("SANTOKIT_WATCH_NAMESPACES", "");

    assertThat(Settings.of(environment::get).watched()).isEmpty();
  }

  @Test
  void namespaces_are_parted_by_commas() {
    environment.put("SANTOKIT_WATCH_NAMESPACES", "b, a,");

    assertThat(Settings.of(environment::get).watched()).containsExactly("a", "b");
  }

  @Test
  void without_a_name_approvals_need_no_policy() {
    assertThat(Settings.of(environment::get).approvalPolicy()).isNull();

    environment.put("SANTOKIT_APPROVAL_POLICY", "");
    assertThat(Settings.of(environment::get).approvalPolicy()).isNull();
    environment.put("SANTOKIT_APPROVAL_POLICY", "santokit-approve");
    assertThat(Settings.of(environment::get).approvalPolicy()).isEqualTo("santokit-approve");
  }

  @Test
  void databases_on_this_machine_are_allowed_by_one_word_alone() {
    environment.put("SANTOKIT_ALLOW_LOOPBACK", "yes");
    assertThat(Settings.of(environment::get).allowsLoopback()).isFalse();

    environment.put("SANTOKIT_ALLOW_LOOPBACK", "true");
    assertThat(Settings.of(environment::get).allowsLoopback()).isTrue();
  }

  @Test
  void a_missing_variable_is_named() {
    environment.remove("SANTOKIT_SERVER_IMAGE");

    assertThatThrownBy(() -> Settings.of(environment::get))
        .hasMessage("SANTOKIT_SERVER_IMAGE is not set: it names the image of servers");
  }
}
