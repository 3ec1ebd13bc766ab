package dev.santokit.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.santokit.e2e.Cluster.Purpose;
import dev.santokit.e2e.Command.Ran;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Which fields people may change whom RBAC lets change the resource: the chart's admission
 * policies, by kubectl alone. The project is suspended, so that nothing comes of it.
 */
@Order(4)
@ExtendWith(Fixtures.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PolicyIT {

  private static final String PLAN = "schemaplan/guarded-main";
  private static final String PROJECT = "santokitproject/guarded";
  private static final String HASH = "sha256:" + "0123456789abcdef".repeat(4);
  private static final String MANIFEST = "1:" + HASH;
  private static final String APPROVE =
      "you need the verb approve on schemaplans.santokit.dev in namespace "
          + Purpose.GREEN.namespace()
          + ", which the role santokit-approver has";
  private static final String CONFIGURE =
      "you need the verb configure on santokitprojects.santokit.dev in namespace "
          + Purpose.GREEN.namespace()
          + ", which the role santokit-admin has";

  private final Cluster cluster;
  private final Team team;

  PolicyIT(Cluster cluster, Installation installed) {
    assertThat(installed).isNotNull();
    this.cluster = cluster;
    this.team = new Team(cluster, Purpose.GREEN);
  }

  @BeforeAll
  void guarded() {
    team.with("developer", "developer")
        .with("approver", "developer", "approver")
        .with("admin", "admin");
    create("admin", project("guarded")).succeeds();
    create("developer", plan("guarded", "")).succeeds();
    // A policy counts some moments after it has been written.
    await("the policies are in force")
        .atMost(Duration.ofSeconds(20))
        .until(() ->
            patch("developer", PROJECT, "{spec: {docs: public}}").code() != 0
                && patch("developer", PLAN, "{spec: {approvedPlan: '" + HASH + "'}}").code() != 0);
    patch("admin", PROJECT, "{spec: {docs: null}}").succeeds();
    patch("approver", PLAN, "{spec: {approvedPlan: null}}").succeeds();
  }

  @AfterAll
  void leave() {
    cluster.kubectl(Purpose.GREEN, "delete", "--ignore-not-found", PROJECT, PLAN).succeeds();
    team.close();
  }

  private static String project(String name) {
    return """
    apiVersion: santokit.dev/v1alpha1
    kind: SantokitProject
    metadata: {name: %s, labels: {team: a}, annotations: {note: first}}
    spec:
      suspend: true
      cors: {origins: ["https://a.example.com"]}
      release: {historyLimit: 3}
    """
        .formatted(name);
  }

  private static String plan(String project, String more) {
    return """
    apiVersion: santokit.dev/v1alpha1
    kind: SchemaPlan
    metadata: {name: %s-main}
    spec:
      project: %s
      database: main
      schema: {files: [{name: main.hcl, hcl: ""}]}
      %s
    """
        .formatted(project, project, more);
  }

  private Ran create(String who, String yaml) {
    return cluster
        .command(
            "kubectl",
            "--namespace=" + Purpose.GREEN.namespace(),
            "--as=" + team.user(who),
            "create",
            "--filename=-")
        .run(yaml);
  }

  /** A merge patch, in YAML. */
  private Ran patch(String who, String object, String patch) {
    try {
      // kubectl takes whatever begins with a brace for JSON.
      String json = Chart.YAML.readTree(patch).toString();
      return team.kubectl(who, "patch", object, "--type=merge", "--patch=" + json);
    } catch (IOException noYaml) {
      throw new UncheckedIOException(noYaml);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{spec: {schema: {files: [{name: main.hcl, hcl: '# another'}]}}}",
        "{spec: {driftCheckInterval: 5m}}",
        "{metadata: {labels: {team: b}}}",
      })
  void whoever_may_edit_plans_changes_what_is_wanted(String patch) {
    patch("developer", PLAN, patch).succeeds();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "approvedPlan: 'sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef'",
        "policy: {approval: Never}",
        "policy: {hazards: {DROP_TABLE: allow}}",
        "migrations: [{name: V1__first.sql, sql: 'DROP TABLE users'}]",
      })
  void without_the_verb_approve_a_field_that_needs_it_is_neither_set_nor_changed_nor_taken_back(
      String field) {
    String name = field.substring(0, field.indexOf(':'));
    String set = "{spec: {" + field + "}}";
    String taken = "{spec: {" + name + ": null}}";
    refused(patch("developer", PLAN, set), "spec." + name, APPROVE);
    patch("approver", PLAN, set).succeeds();
    try {
      patch("developer", PLAN, set).succeeds().says("no change");
      patch("developer", PLAN, "{metadata: {labels: {team: c}}}").succeeds();
      refused(patch("developer", PLAN, taken), "spec." + name, APPROVE);
    } finally {
      patch("approver", PLAN, taken).succeeds();
    }
    refused(create("developer", plan("other", field)), "spec." + name, APPROVE);
  }

  @Test
  void what_is_only_shown_needs_no_verb_and_is_never_carried_out() {
    String shown = "mode: Plan\n  policy: {approval: Never}";
    create("developer", plan("shown", shown)).succeeds();
    patch("developer", "schemaplan/shown-main", "{spec: {mode: Apply}}")
        .fails()
        .says("mode cannot change");
    patch("developer", "schemaplan/shown-main", "{spec: {mode: Apply, policy: null}}")
        .fails()
        .says("mode cannot change");
    team.kubectl("developer", "delete", "schemaplan/shown-main").succeeds();
  }

  @Test
  void an_answer_names_all_fields_that_need_the_verb() {
    refused(
        patch(
            "developer",
            PLAN,
            "{spec: {policy: {approval: Always}, approvedPlan: '" + HASH + "'}}"),
        "to set or change spec.approvedPlan, spec.policy",
        APPROVE);
  }

  @Test
  void the_verb_approve_alone_does_not_let_anybody_edit_plans() {
    team.with("agreeing", "approver");
    patch("agreeing", PLAN, "{spec: {approvedPlan: '" + HASH + "'}}")
        .fails()
        .says("cannot get resource \"schemaplans\"");
  }

  @Test
  void whoever_may_patch_projects_says_which_release_is_meant() {
    patch(
            "developer",
            PROJECT,
            "{metadata: {annotations: {santokit.dev/source-commit: 5cf7351}},"
                + " spec: {release: {manifest: '"
                + MANIFEST
                + "'}}}")
        .succeeds();
    patch(
            "developer",
            PROJECT,
            "{metadata: {annotations: {santokit.dev/source-commit: null}},"
                + " spec: {release: {manifest: null}}}")
        .succeeds();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spec.runtime | {spec: {runtime: {image: 'elsewhere:1'}}}",
        "spec.cors | {spec: {cors: null}}",
        "spec.permissions | {spec: {permissions: {tables: {users: {select: public}}}}}",
        "spec.suspend | {spec: {suspend: false}}",
        "spec.release.pin | {spec: {release: {pin: 1}}}",
        "spec.release.historyLimit | {spec: {release: {historyLimit: 9}}}",
        "spec.release.historyLimit | {spec: {release: null}}",
        "metadata.labels | {metadata: {labels: {team: b}}}",
        "annotation note | {metadata: {annotations: {note: second}}}",
        "annotation note | {metadata: {annotations: null}}",
        "annotation santokit.dev/retain | {metadata: {annotations: {santokit.dev/retain: x}}}",
        "metadata.finalizers | {metadata: {finalizers: [example.com/stay]}}",
        "metadata.ownerReferences | {metadata: {ownerReferences: [{apiVersion: v1,"
            + " kind: ConfigMap, name: gone, uid: '1'}]}}",
      })
  void the_rest_of_a_project_needs_the_verb_configure(String line) {
    String[] parts = line.split(" \\| ");
    refused(patch("developer", PROJECT, parts[1]), parts[0], CONFIGURE);
  }

  @Test
  void whoever_may_configure_changes_a_project() {
    patch("admin", PROJECT, "{spec: {docs: public, release: {pin: 4}}}").succeeds();
    patch("admin", PROJECT, "{spec: {docs: null, release: {pin: null}}}").succeeds();
  }

  @Test
  void the_garbage_collector_ends_a_project_whose_parts_must_go_first() {
    create("admin", project("leaving")).succeeds();
    String uid = cluster.get(Purpose.GREEN, "santokitproject/leaving").at("/metadata/uid").asText();
    cluster
        .apply(
            Purpose.GREEN,
            """
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: part
              ownerReferences:
                - {apiVersion: santokit.dev/v1alpha1, kind: SantokitProject, name: leaving, uid: %s,
                   blockOwnerDeletion: true}
            """
                .formatted(uid))
        .succeeds();
    team.kubectl(
            "admin",
            "delete",
            "santokitproject/leaving",
            "--cascade=foreground",
            "--wait",
            "--timeout=30s")
        .succeeds();
    assertThat(cluster.names(Purpose.GREEN)).doesNotContain("ConfigMap/part");
  }

  /** 403, and one sentence that says what was wanted and which right is needed. */
  private static void refused(Ran ran, String field, String right) {
    ran.ends(1);
    assertThat(ran.err().lines()).hasSize(1);
    assertThat(ran.err())
        .startsWith("Error from server (Forbidden)")
        .contains("denied request: to ", field, right);
  }
}
