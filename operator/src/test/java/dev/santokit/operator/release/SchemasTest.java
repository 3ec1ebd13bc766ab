package dev.santokit.operator.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.crds.plan.SchemaPlan;
import dev.santokit.crds.project.SantokitProject;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import org.junit.jupiter.api.Test;

class SchemasTest {

  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  private final SantokitProject project =
      YAML.unmarshal(
          """
          apiVersion: santokit.dev/v1alpha1
          kind: SantokitProject
          metadata: {namespace: prod, name: shop}
          spec: {databases: {main: {url: "${DATABASE_URL}"}}}
          """,
          SantokitProject.class);

  @Test
  void a_plan_of_which_nothing_is_said_is_waited_for() {
    Schemas schemas = of(plan("shop-main", "main", "Apply", 1, ""));

    assertThat(schemas.awaited()).isEqualTo("SchemaPlan shop-main: it has not been looked at yet");
    assertThat(schemas.expanded()).isEmpty();
  }

  @Test
  void a_plan_is_waited_for_until_it_is_expanded_as_it_is_now() {
    String expanded = condition("Expanded", "True", "Expanded", 2);

    assertThat(of(plan("shop-main", "main", "Apply", 2, expanded)))
        .isEqualTo(new Schemas(null, "shop-main@2"));
    assertThat(of(plan("shop-main", "main", "Apply", 3, expanded)).awaited())
        .isEqualTo("SchemaPlan shop-main: it has not been looked at yet");
  }

  @Test
  void why_a_plan_is_waited_for_is_said() {
    assertThat(
            of(plan(
                    "shop-main",
                    "main",
                    "Apply",
                    2,
                    condition("Expanded", "False", "AwaitingApproval", 2)))
                .awaited())
        .isEqualTo("SchemaPlan shop-main: AwaitingApproval, because");
  }

  @Test
  void a_plan_that_is_only_shown_is_not_waited_for() {
    assertThat(of(plan("shop-main-preview-x", "main", "Plan", 1, ""))).isEqualTo(Schemas.NONE);
  }

  @Test
  void a_plan_of_a_database_that_the_project_does_not_have_is_not_waited_for() {
    assertThat(of(plan("shop-old", "old", "Apply", 1, ""))).isEqualTo(Schemas.NONE);
  }

  @Test
  void of_two_plans_of_one_database_the_older_counts() {
    SchemaPlan older =
        plan("shop-main", "main", "Apply", 1, condition("Expanded", "True", "Expanded", 1));
    SchemaPlan younger = plan("another", "main", "Apply", 1, "");
    younger.getMetadata().setCreationTimestamp("2026-01-02T00:00:00Z");

    assertThat(of(younger, older)).isEqualTo(new Schemas(null, "shop-main@1"));
  }

  private Schemas of(SchemaPlan... plans) {
    return Schemas.of(project, List.of(plans));
  }

  private static String condition(String type, String status, String reason, long generation) {
    return ("{type: %s, status: \"%s\", reason: %s, message: because,"
            + " lastTransitionTime: \"2026-01-01T00:00:00Z\", observedGeneration: %d}")
        .formatted(type, status, reason, generation);
  }

  private static SchemaPlan plan(
      String name, String database, String mode, long generation, String conditions) {
    return YAML.unmarshal(
        """
        apiVersion: santokit.dev/v1alpha1
        kind: SchemaPlan
        metadata:
          {namespace: prod, name: %s, uid: %s, generation: %d, creationTimestamp: "2026-01-01T00:00:00Z"}
        spec: {project: shop, database: %s, mode: %s, schema: {files: []}}
        status: {conditions: [%s]}
        """
            .formatted(name, name, generation, database, mode, conditions),
        SchemaPlan.class);
  }
}
