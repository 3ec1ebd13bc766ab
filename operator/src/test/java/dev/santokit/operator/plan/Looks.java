package dev.santokit.operator.plan;

import dev.santokit.crds.plan.SchemaPlan;
import dev.santokit.operator.release.Newest;
import dev.santokit.operator.status.Reason;
import dev.santokit.project.permissions.Permissions;
import dev.santokit.project.release.Release;
import dev.santokit.project.schema.Approval;
import dev.santokit.schema.catalogue.Snapshot;
import dev.santokit.schema.hazard.Hazard;
import dev.santokit.schema.hazard.HazardCode;
import dev.santokit.schema.hazard.Level;
import dev.santokit.schema.model.QualifiedName;
import dev.santokit.schema.plan.Leaving;
import dev.santokit.schema.plan.Plan;
import dev.santokit.schema.plan.PlannedStatement;
import dev.santokit.schema.plan.Planning;
import dev.santokit.schema.plan.Trial;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Looks at a plan, and what work gives, for tests: what is decided, and what is said. */
final class Looks {

  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  static final String HASH = "sha256:" + "a".repeat(64);
  static final String OTHER = "sha256:" + "b".repeat(64);

  static final PlannedStatement ADD =
      new PlannedStatement("ALTER TABLE a ADD COLUMN b text", true, List.of());
  static final PlannedStatement NOT_NULL =
      new PlannedStatement("ALTER TABLE a ALTER b SET NOT NULL", true, List.of());
  static final PlannedStatement DROP =
      new PlannedStatement(
          "ALTER TABLE a DROP COLUMN c",
          true,
          List.of(Hazard.of(HazardCode.DROP_COLUMN, "public.a.c", "3 rows lose it")));
  static final PlannedStatement REQUIRED =
      new PlannedStatement(
          "ALTER TABLE a ADD COLUMN d text NOT NULL",
          true,
          List.of(Hazard.of(HazardCode.ADD_REQUIRED_COLUMN, "public.a.d", "3 rows have no value")));
  static final PlannedStatement BY_HAND =
      new PlannedStatement(
          "INSERT INTO a VALUES (1)",
          true,
          List.of(Hazard.of(HazardCode.HAND_WRITTEN, "V1__a.sql", "nobody knows")));

  static final Release RELEASE =
      Release.holding("shop", 4, NOW, null, new TreeMap<>(), Permissions.none());

  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  private SchemaPlan plan = plan("{}");
  private Setting setting = new Setting.Usable();
  private @Nullable Known known;
  private Guard guard = Guard.INSTALLED;
  private Newest newest = new Newest.Served(RELEASE);
  private Instant now = NOW;

  /** A plan without status, created a minute ago, with more in its spec. */
  static SchemaPlan plan(String more) {
    SchemaPlan plan =
        YAML.unmarshal(
            """
            apiVersion: santokit.dev/v1alpha1
            kind: SchemaPlan
            metadata:
              namespace: prod
              name: shop-main
              uid: u-1
              generation: 3
              creationTimestamp: "2026-03-01T11:59:00Z"
            spec: %s
            """
                .formatted(more),
            SchemaPlan.class);
    SchemaPlan usual =
        YAML.unmarshal(
            """
            apiVersion: santokit.dev/v1alpha1
            kind: SchemaPlan
            spec:
              project: shop
              database: main
              driftCheckInterval: 10m
              schema: {files: [{name: main.hcl, hcl: "table a {}"}]}
            """,
            SchemaPlan.class);
    var own = plan.getSpec();
    var rest = usual.getSpec();
    plan.setSpec(
        new dev.santokit.crds.plan.SchemaPlanSpec(
            rest.project(),
            rest.database(),
            own.mode(),
            rest.schema(),
            own.migrations(),
            own.policy(),
            own.approvedPlan(),
            rest.driftCheckInterval()));
    return plan;
  }

  Looks of(SchemaPlan other) {
    plan = other;
    return this;
  }

  Looks with(Setting other) {
    setting = other;
    return this;
  }

  Looks with(Guard other) {
    guard = other;
    return this;
  }

  Looks with(Newest other) {
    newest = other;
    return this;
  }

  Looks at(Instant other) {
    now = other;
    return this;
  }

  /** Says that the plan asked for something else a moment ago. */
  Looks anew() {
    known = Known.nothing(asked(), true);
    return this;
  }

  /** Says what work found, now. */
  Looks found(Task task, Finding finding) {
    known = known().after(task, finding, now);
    return this;
  }

  /** Says that work is under way. */
  Looks working(Task task) {
    known = known().at(task);
    return this;
  }

  Looks planned(Plan made) {
    return found(Task.PLAN, new Finding.Made(new Planning.Planned(made)));
  }

  Looks expanded() {
    return found(Task.EXPAND, new Finding.Ran("7", Duration.ofMillis(40)));
  }

  Looks contracted() {
    return found(Task.CONTRACT, new Finding.Ran("8", Duration.ofMillis(2)));
  }

  Looks stopped(Task task, Reason reason) {
    return found(task, new Finding.Stopped(reason, "because"));
  }

  Observation seen() {
    return new Observation(plan, setting, known(), guard, newest, now);
  }

  Step next() {
    return Step.next(seen());
  }

  /** Writes the status of now, as the next look finds it. */
  Looks said() {
    plan.setStatus(PlanStatus.of(seen(), next()));
    return this;
  }

  SchemaPlan plan() {
    return plan;
  }

  private Known known() {
    return known == null ? Known.nothing(asked(), false) : known;
  }

  private Asked asked() {
    return Asked.by(plan, null, guard);
  }

  static Plan made(
      List<PlannedStatement> migrations,
      List<PlannedStatement> expand,
      List<PlannedStatement> contract) {
    var leaving = new TreeSet<Leaving>();
    if (contract.contains(DROP)) {
      leaving.add(new Leaving(new QualifiedName("public", "a"), "c"));
    }
    return new Plan(
        HASH,
        Approval.DESTRUCTIVE,
        migrations.size() + expand.size() + contract.size(),
        migrations,
        expand,
        contract,
        leaving,
        Trial.PARTIAL,
        Snapshot.EMPTY,
        Snapshot.EMPTY);
  }

  static PlannedStatement at(Level level, PlannedStatement statement) {
    return new PlannedStatement(
        statement.sql(),
        statement.transactional(),
        statement.hazards().stream().map(hazard -> hazard.at(level)).toList());
  }
}
