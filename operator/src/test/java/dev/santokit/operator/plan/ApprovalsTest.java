package dev.santokit.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.operator.Settings;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBindingBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@EnableKubernetesMockClient(crud = true)
class ApprovalsTest {

  private static final String POLICY = "santokit-approve";

  KubernetesClient client;

  @Test
  void without_a_policy_to_look_for_approvals_count() {
    assertThat(guard(null)).isEqualTo(Guard.NOT_ASKED_FOR);
  }

  @Test
  void a_policy_that_is_not_there_is_missing() {
    assertThat(guard(POLICY)).isEqualTo(Guard.MISSING);
  }

  @Test
  void a_policy_that_nothing_binds_is_missing() {
    policy();

    assertThat(guard(POLICY)).isEqualTo(Guard.MISSING);
  }

  @Test
  void a_policy_whose_binding_only_warns_is_missing() {
    policy();
    binding("Warn", POLICY);

    assertThat(guard(POLICY)).isEqualTo(Guard.MISSING);
  }

  @Test
  void a_binding_of_another_policy_is_none() {
    policy();
    binding("Deny", "another");

    assertThat(guard(POLICY)).isEqualTo(Guard.MISSING);
  }

  @Test
  void a_policy_with_a_binding_that_denies_is_installed() {
    policy();
    binding("Deny", POLICY);

    assertThat(guard(POLICY)).isEqualTo(Guard.INSTALLED);
  }

  private Guard guard(@Nullable String policy) {
    var settings = new Settings("santokit", new TreeSet<>(), "image", policy, false);
    return new Approvals(client, settings, Clock.fixed(Looks.NOW, ZoneOffset.UTC)).guard();
  }

  private void policy() {
    client
        .resource(
            new ValidatingAdmissionPolicyBuilder()
                .withNewMetadata()
                .withName(POLICY)
                .endMetadata()
                .build())
        .create();
  }

  private void binding(String action, String policy) {
    client
        .resource(
            new ValidatingAdmissionPolicyBindingBuilder()
                .withNewMetadata()
                .withName(POLICY)
                .endMetadata()
                .withNewSpec()
                .withPolicyName(policy)
                .withValidationActions(action)
                .endSpec()
                .build())
        .create();
  }
}
