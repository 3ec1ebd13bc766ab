package dev.santokit.operator.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.crds.Condition;
import dev.santokit.crds.ConditionStatus;
import dev.santokit.crds.project.SantokitProject;
import dev.santokit.crds.project.SantokitProjectSpec;
import dev.santokit.crds.project.SantokitProjectStatus;
import dev.santokit.crds.project.VaultStatus;
import dev.santokit.operator.release.PodReport;
import dev.santokit.operator.release.PodReport.DatabaseReport;
import dev.santokit.operator.release.ReleaseOutcome;
import dev.santokit.operator.status.ConditionType;
import dev.santokit.operator.status.Conditions;
import dev.santokit.operator.status.Reason;
import dev.santokit.operator.vault.VaultOutcome;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ProjectStatusTest {

  private static final Conditions NOW = new Conditions(7L, Instant.parse("2026-01-01T10:00:00Z"));
  private static final DatabaseReport REACHED = new DatabaseReport(true, null, List.of());

  private SantokitProject project = project(false);
  private Condition config = NOW.holds(ConditionType.CONFIG_VALID, Reason.VALID_CONTENT, "valid");
  private Condition secrets = NOW.holds(ConditionType.SECRETS_READY, Reason.COMPLETE, "complete");
  private Condition release = NOW.holds(ConditionType.RELEASE_ACTIVE, Reason.SERVED, "served");
  private List<String> refusals = List.of();
  private Deployment deployment = RolloutTest.deployment(2, 2, 2, 2);
  private Map<String, String> plans = Map.of("main", "shop-main");
  private Map<String, DatabaseReport> ofOnePod = Map.of("main", REACHED);

  private static SantokitProject project(boolean suspend) {
    var project = new SantokitProject();
    project.setMetadata(
        new ObjectMetaBuilder().withNamespace("prod").withName("shop").withGeneration(7L).build());
    project.setSpec(
        new SantokitProjectSpec(
            null, null, null, null, null, null, null, null, null, null, null, null, null, null,
            null, suspend));
    return project;
  }

  private SantokitProjectStatus status() {
    var pods =
        List.of(
            new PodReport("shop-a", null, null, Map.of("main", REACHED)),
            new PodReport("shop-b", null, null, ofOnePod));
    return ProjectStatus.of(
        project,
        new Observation(
            config,
            new TreeSet<>(Set.of("main")),
            new VaultOutcome(new VaultStatus(null, null, null), secrets, "", null),
            refusals,
            deployment,
            new ReleaseOutcome(null, release, pods, false, plans, Optional.empty())),
        NOW);
  }

  private String short_() {
    return status().conditions().stream()
        .filter(c -> Set.of("Ready", "Reconciling", "Stalled").contains(c.type()))
        .map(c -> c.type() + "=" + c.status() + " " + c.reason())
        .collect(Collectors.joining(", "));
  }

  private Condition condition(ConditionType type) {
    return Conditions.find(status().conditions(), type).orElseThrow();
  }

  @Test
  void a_project_that_serves_is_ready_and_nothing_else() {
    assertThat(short_()).isEqualTo("Ready=TRUE Reconciled");
    assertThat(condition(ConditionType.READY).message()).isEqualTo("2 pods serve");
    assertThat(status().observedGeneration()).isEqualTo(7);
    assertThat(status().replicas()).isEqualTo(2);
    assertThat(status().url()).isEqualTo("http://shop.prod.svc:8080");
    assertThat(status().selector())
        .isEqualTo("app.kubernetes.io/component=server,app.kubernetes.io/instance=shop");
  }

  @Test
  void a_wrong_configuration_stalls_it_although_the_pods_serve_on() {
    config = NOW.fails(ConditionType.CONFIG_VALID, Reason.INVALID, "spec.auth: no such key");

    assertThat(short_()).isEqualTo("Ready=FALSE Invalid, Stalled=TRUE Invalid");
    assertThat(condition(ConditionType.READY).message()).isEqualTo("spec.auth: no such key");
    assertThat(status().observedGeneration()).isEqualTo(7);
  }

  @Test
  void a_missing_secret_stalls_it() {
    secrets = NOW.fails(ConditionType.SECRETS_READY, Reason.MISSING, "DATABASE_URL is missing");
    deployment = null;

    assertThat(short_()).isEqualTo("Ready=FALSE Missing, Stalled=TRUE Missing");
  }

  @Test
  void an_object_that_is_refused_stalls_it() {
    refusals = List.of("Service shop: forbidden");

    assertThat(short_()).isEqualTo("Ready=FALSE ApplyRefused, Stalled=TRUE ApplyRefused");
  }

  @Test
  void pods_that_are_replaced_reconcile_it() {
    deployment = RolloutTest.deployment(2, 3, 1, 3);

    assertThat(short_()).isEqualTo("Ready=FALSE RollingOut, Reconciling=TRUE RollingOut");
    assertThat(condition(ConditionType.READY).message()).isEqualTo("1 of 2 pods are ready");
  }

  @Test
  void pods_that_wait_for_a_release_that_waits_for_its_schema_are_not_the_cause() {
    release = NOW.fails(ConditionType.RELEASE_ACTIVE, Reason.AWAITING_SCHEMA, "no table users");
    deployment = RolloutTest.deployment(2, 2, 2, 0);

    assertThat(short_()).isEqualTo("Ready=FALSE AwaitingSchema");
  }

  @Test
  void a_release_that_pods_are_taking_reconciles_it() {
    release = NOW.unknown(ConditionType.RELEASE_ACTIVE, Reason.ACTIVATING, "1 of 2 pods");

    assertThat(short_()).isEqualTo("Ready=FALSE Activating, Reconciling=TRUE Activating");
  }

  @Test
  void a_release_that_a_pod_refused_stalls_it() {
    release = NOW.fails(ConditionType.RELEASE_ACTIVE, Reason.REJECTED, "users/get");

    assertThat(short_()).isEqualTo("Ready=FALSE Rejected, Stalled=TRUE Rejected");
  }

  @Test
  void a_database_that_one_pod_does_not_reach_makes_it_unready() {
    ofOnePod = Map.of("main", new DatabaseReport(false, "AuthenticationFailed", null));

    assertThat(short_()).isEqualTo("Ready=FALSE AuthenticationFailed");
    assertThat(condition(ConditionType.DATABASES_REACHABLE).message())
        .isEqualTo("main: user or password is refused: set the URL's secret again (1 of 2 pods)");
    assertThat(status().databases().getFirst().reachable()).isFalse();
  }

  @Test
  void a_database_names_its_plan() {
    assertThat(status().databases().getFirst().schemaPlan()).isEqualTo("shop-main");

    plans = Map.of();
    assertThat(status().databases().getFirst().schemaPlan()).isNull();
  }

  @Test
  void a_word_of_a_newer_server_means_unreachable() {
    ofOnePod = Map.of("main", new DatabaseReport(false, "OnTheMoon", null));

    assertThat(condition(ConditionType.DATABASES_REACHABLE).reason()).isEqualTo("Unreachable");
  }

  @Test
  void a_role_that_may_do_too_much_is_told_and_keeps_it_ready() {
    ofOnePod = Map.of("main", new DatabaseReport(true, null, List.of("is a superuser")));

    assertThat(short_()).isEqualTo("Ready=TRUE Reconciled");
    assertThat(condition(ConditionType.LEAST_PRIVILEGE).status()).isEqualTo(ConditionStatus.FALSE);
    assertThat(condition(ConditionType.LEAST_PRIVILEGE).message())
        .isEqualTo(
            "main: its role is a superuser. Functions need none of it: use a role of their own");
  }

  @Test
  void no_pods_that_are_asked_for_is_ready() {
    deployment = RolloutTest.deployment(0, 0, 0, 0);
    release = NOW.unknown(ConditionType.RELEASE_ACTIVE, Reason.NOT_REPORTED, "");

    assertThat(short_()).isEqualTo("Ready=TRUE ScaledToZero");
  }

  @Test
  void a_suspended_project_says_so_and_whether_it_serves() {
    project = project(true);

    assertThat(short_()).isEqualTo("Ready=TRUE Suspended");
  }

  @Test
  void a_suspended_project_that_does_not_serve_is_stalled() {
    project = project(true);
    deployment = RolloutTest.deployment(2, 3, 1, 3);

    assertThat(short_()).isEqualTo("Ready=FALSE Suspended, Stalled=TRUE Suspended");
  }

  @Test
  void a_failed_request_keeps_what_was_known_and_moves_the_generation() {
    SantokitProjectStatus before = status();
    project.setStatus(before);
    project.getMetadata().setGeneration(8L);

    SantokitProjectStatus retrying =
        ProjectStatus.retrying(project, new Conditions(8L, NOW.now().plusSeconds(5)));

    assertThat(retrying.observedGeneration()).isEqualTo(8);
    assertThat(retrying.url()).isEqualTo(before.url());
    assertThat(Conditions.find(retrying.conditions(), ConditionType.READY).orElseThrow().reason())
        .isEqualTo("Retrying");
    assertThat(Conditions.find(retrying.conditions(), ConditionType.CONFIG_VALID)).contains(config);
  }

  @Test
  void statuses_that_differ_in_generations_alone_say_the_same() {
    SantokitProjectStatus before = status();
    project.getMetadata().setGeneration(8L);

    assertThat(ProjectStatus.saysTheSame(status(), before)).isTrue();
    deployment = RolloutTest.deployment(3, 3, 3, 3);
    assertThat(ProjectStatus.saysTheSame(status(), before)).isFalse();
  }
}
