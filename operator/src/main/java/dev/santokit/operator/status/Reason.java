package dev.santokit.operator.status;

import static dev.santokit.operator.status.ConditionType.ACTIVE;
import static dev.santokit.operator.status.ConditionType.APPLIED;
import static dev.santokit.operator.status.ConditionType.APPROVED;
import static dev.santokit.operator.status.ConditionType.CONFIG_VALID;
import static dev.santokit.operator.status.ConditionType.DATABASES_REACHABLE;
import static dev.santokit.operator.status.ConditionType.DRIFTED;
import static dev.santokit.operator.status.ConditionType.EXPANDED;
import static dev.santokit.operator.status.ConditionType.LEAST_PRIVILEGE;
import static dev.santokit.operator.status.ConditionType.PLANNED;
import static dev.santokit.operator.status.ConditionType.READY;
import static dev.santokit.operator.status.ConditionType.RECONCILING;
import static dev.santokit.operator.status.ConditionType.RELEASE_ACTIVE;
import static dev.santokit.operator.status.ConditionType.SECRETS_READY;
import static dev.santokit.operator.status.ConditionType.STALLED;
import static dev.santokit.operator.status.ConditionType.VALID;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Why a condition is as it is: the one list of all reasons, which programs may rely on. Ready,
 * Reconciling and Stalled of a project borrow the reason of the condition that decides them.
 */
public enum Reason {
  /** All is as it should be. */
  RECONCILED("Reconciled", "All is as it should be.", READY),
  /** The operator has written, and the cluster has not followed yet. */
  ROLLING_OUT("RollingOut", "Pods are being started or replaced.", READY, RECONCILING),
  /** Pods do not start. */
  PODS_NOT_READY(
      "PodsNotReady",
      "Pods do not become ready in time; the message says what the first of them lacks.",
      READY,
      STALLED),
  /** The API server refused something that the operator wrote. */
  APPLY_REFUSED(
      "ApplyRefused",
      "The API server refused an object of the project, for example because of a quota; the"
          + " operator tries again.",
      READY,
      STALLED),
  /** A request failed. */
  RETRYING(
      "Retrying",
      "A request to the API server failed, or work at a database did; the operator tries again.",
      PLANNED,
      EXPANDED,
      APPLIED,
      DRIFTED,
      READY,
      RECONCILING),
  /** Nothing but status is written. */
  SUSPENDED(
      "Suspended",
      "spec.suspend is true: nothing but status is written, what runs goes on.",
      READY,
      STALLED),
  /** No pods are asked for. */
  SCALED_TO_ZERO("ScaledToZero", "spec.runtime.replicas is 0: nothing serves.", READY),

  /** Configuration, permissions or a function are right. */
  VALID_CONTENT("Valid", "It can be used as it is.", CONFIG_VALID, VALID),
  /** Configuration, permissions or a function are wrong. */
  INVALID(
      "Invalid",
      "It cannot be used; the message names field, or file, line and column. What was valid before"
          + " stays in force.",
      CONFIG_VALID,
      SECRETS_READY,
      VALID,
      PLANNED,
      EXPANDED,
      APPLIED,
      READY,
      STALLED),

  /** All secrets that the configuration names can be opened. */
  COMPLETE("Complete", "All secrets that the configuration names are there.", SECRETS_READY),
  /** Secrets are not there. */
  MISSING(
      "Missing",
      "Secrets that the configuration names are not in the vault: stk secret set NAME.",
      SECRETS_READY,
      PLANNED,
      EXPANDED,
      APPLIED,
      DRIFTED,
      READY,
      STALLED),
  /** Secrets are sealed to a key that this project does not have. */
  SEALED_FOR_ANOTHER_KEY(
      "SealedForAnotherKey",
      "Secrets are sealed to a key that this project does not have: set them again.",
      SECRETS_READY,
      PLANNED,
      EXPANDED,
      APPLIED,
      DRIFTED,
      READY,
      STALLED),
  /** All pods reach all databases. */
  REACHABLE("Reachable", "All ready pods reach all databases.", DATABASES_REACHABLE),
  /** No pod has reported yet. */
  NOT_REPORTED(
      "NotReported", "No pod has reported yet.", DATABASES_REACHABLE, LEAST_PRIVILEGE, READY),
  /** No answer. */
  UNREACHABLE(
      "Unreachable",
      "Nothing answers at the database's address.",
      DATABASES_REACHABLE,
      PLANNED,
      EXPANDED,
      APPLIED,
      DRIFTED,
      READY),
  /** Wrong user or password. */
  AUTHENTICATION_FAILED(
      "AuthenticationFailed",
      "The database refuses user or password.",
      DATABASES_REACHABLE,
      PLANNED,
      EXPANDED,
      APPLIED,
      DRIFTED,
      READY),
  /** No TLS, or no trust. */
  TLS_FAILED(
      "TlsFailed",
      "No TLS connection comes about as sslmode asks.",
      DATABASES_REACHABLE,
      PLANNED,
      EXPANDED,
      APPLIED,
      DRIFTED,
      READY),
  /** There is no database of that name. */
  NO_SUCH_DATABASE(
      "NoSuchDatabase",
      "The server has no database of that name.",
      DATABASES_REACHABLE,
      PLANNED,
      EXPANDED,
      APPLIED,
      DRIFTED,
      READY),
  /** The pools may take nearly all connections. */
  CONNECTION_BUDGET(
      "ConnectionBudget",
      "The pools of all pods together may take more than 80 % of max_connections.",
      DATABASES_REACHABLE),
  /** Roles may do no more than they need. */
  LEAST("Least", "The roles of all databases may do no more than they need.", LEAST_PRIVILEGE),
  /** A role may do too much. */
  TOO_POWERFUL(
      "TooPowerful",
      "A role that functions run with is a superuser, passes row security, owns tables or may"
          + " create roles.",
      LEAST_PRIVILEGE),

  /** Served by all. */
  SERVED("Served", "All ready pods serve it.", RELEASE_ACTIVE, ACTIVE, READY),
  /** Written, and pods are taking it. */
  ACTIVATING(
      "Activating",
      "It has been written, and pods are taking it.",
      RELEASE_ACTIVE,
      ACTIVE,
      READY,
      RECONCILING),
  /** A schema has to be there first. */
  AWAITING_SCHEMA(
      "AwaitingSchema",
      "It needs tables or columns that its database does not have yet, or the database is away.",
      RELEASE_ACTIVE,
      VALID,
      ACTIVE,
      READY),
  /** The bundles do not give the digest that was asked for. */
  MANIFEST_MISMATCH(
      "ManifestMismatch",
      "The bundles are not those of spec.release.manifest; the message lists paths that differ.",
      RELEASE_ACTIVE,
      READY),
  /** A pod refused the release. */
  REJECTED(
      "Rejected",
      "A pod refused the release; the one before is served again.",
      RELEASE_ACTIVE,
      ACTIVE,
      READY,
      STALLED),
  /** Over 6 MiB. */
  TOO_LARGE(
      "TooLarge",
      "The release is larger than ConfigMaps carry; the message names the largest functions.",
      RELEASE_ACTIVE,
      ACTIVE,
      READY,
      STALLED),
  /** No bundle with content that can be served. */
  NOT_RELEASED(
      "NotReleased",
      "It is not part of the release that is served.",
      RELEASE_ACTIVE,
      ACTIVE,
      READY),
  /** The pinned release is not there. */
  PIN_NOT_FOUND(
      "PinNotFound",
      "spec.release.pin names a release that is not kept, or that pods refused.",
      RELEASE_ACTIVE,
      READY,
      STALLED),
  /** Another bundle has the path. */
  PATH_CONFLICT(
      "PathConflict", "An older bundle of the project has the same path.", VALID, READY, STALLED),
  /** There is no such project. */
  PROJECT_NOT_FOUND(
      "ProjectNotFound",
      "The namespace has no SantokitProject of the name in spec.project.",
      VALID,
      ACTIVE,
      READY),

  /** The plan is being made. */
  PLANNING(
      "Planning",
      "The plan is being made.",
      PLANNED,
      EXPANDED,
      APPROVED,
      APPLIED,
      READY,
      RECONCILING),
  /** The plan is known. */
  PLAN_MADE("PlanMade", "status.plan is the plan that leads to the schema.", PLANNED),
  /** It is only to be shown. */
  PREVIEW("Preview", "The plan is only shown, as spec.mode says, and goes after an hour.", READY),
  /** The first part is being carried out. */
  EXPANDING(
      "Expanding",
      "What the active release survives is being carried out.",
      EXPANDED,
      APPLIED,
      READY,
      RECONCILING),
  /** The first part is in the database. */
  SCHEMA_EXPANDED(
      "Expanded", "What the active release survives is in the database; releases go on.", EXPANDED),
  /** The second part is being carried out. */
  CONTRACTING(
      "Contracting",
      "What had to wait for the release is being carried out.",
      APPLIED,
      READY,
      RECONCILING),
  /** The release comes first. */
  AWAITING_RELEASE(
      "AwaitingRelease",
      "The rest of the plan waits until the project serves its newest content.",
      APPLIED,
      READY,
      RECONCILING),
  /** Somebody has to agree. */
  AWAITING_APPROVAL(
      "AwaitingApproval",
      "The plan needs approval: read it and run stk schema approve, or set spec.approvedPlan to"
          + " status.plan.hash.",
      EXPANDED,
      APPROVED,
      APPLIED,
      READY),
  /** Somebody agreed to another plan. */
  ANOTHER_PLAN(
      "AnotherPlan",
      "spec.approvedPlan is the hash of another plan than status.plan, which has to be read.",
      EXPANDED,
      APPROVED,
      APPLIED,
      READY),
  /** Nobody sees to it who approves. */
  POLICY_MISSING(
      "PolicyMissing",
      "The admission policy that guards approvals is not in the cluster, so none counts: install it"
          + " with the chart, or set approval.enforce to false there.",
      EXPANDED,
      APPROVED,
      APPLIED,
      READY),
  /** Somebody agreed. */
  PLAN_APPROVED("Approved", "spec.approvedPlan is the hash of the plan.", APPROVED),
  /** Nobody has to agree. */
  NOT_REQUIRED("NotRequired", "The plan needs no approval.", APPROVED),
  /** A hazard is not allowed. */
  BLOCKED(
      "Blocked",
      "The plan has a hazard that its policy denies; the message names it.",
      EXPANDED,
      APPLIED,
      READY,
      STALLED),
  /** Functions use what leaves. */
  BREAKS_LOGIC(
      "BreaksLogic",
      "Functions of the active release use what the plan takes away; the message names them.",
      APPLIED,
      READY,
      STALLED),
  /** A statement failed. */
  FAILED(
      "Failed",
      "A statement failed, and its group was undone; the message says which and why. It is tried"
          + " again when spec changes, and from time to time.",
      EXPANDED,
      APPLIED,
      READY,
      STALLED),
  /** The database was changed under the plan. */
  DATABASE_CHANGED(
      "DatabaseChanged",
      "The database was changed since the plan was made, so it is made again.",
      EXPANDED,
      APPLIED,
      READY),
  /** The database is as the schema says. */
  SCHEMA_APPLIED("Applied", "The database is as the schema says.", APPLIED, READY),
  /** Another plan has the database. */
  DATABASE_CONFLICT(
      "DatabaseConflict",
      "An older plan has the same database of the project: delete one of the two.",
      READY,
      STALLED),
  /** The project has no such database. */
  DATABASE_NOT_FOUND(
      "DatabaseNotFound",
      "spec.databases of the project has no database of the alias in spec.database.",
      PLANNED,
      READY,
      STALLED),
  /** Somebody else works at the database. */
  BUSY(
      "Busy",
      "Another runner carries out a plan at the database, or it takes no more connections; it is"
          + " tried again.",
      PLANNED,
      EXPANDED,
      APPLIED,
      DRIFTED,
      READY),
  /** The role may not. */
  NOT_PERMITTED(
      "NotPermitted",
      "The role in the database's url may not do what the plan needs: migration.url has to name one"
          + " that owns the tables.",
      PLANNED,
      EXPANDED,
      APPLIED,
      DRIFTED,
      READY),
  /** It leads where it must not. */
  ADDRESS_REFUSED(
      "AddressRefused",
      "The database's url leads to this machine, to its own link or to the API server.",
      PLANNED,
      EXPANDED,
      APPLIED,
      DRIFTED,
      READY),
  /** A pooler stands between. */
  TRANSACTION_POOLED(
      "TransactionPooled",
      "The database's url leads to a pooler of transactions: migration.url has to name Postgres"
          + " itself.",
      PLANNED,
      EXPANDED,
      APPLIED,
      DRIFTED,
      READY),
  /** Someone else changed the database. */
  SCHEMA_DRIFTED(
      "Drifted",
      "The live schema is not the one applied last; status.drift has the statements that lead back.",
      DRIFTED),
  /** Nobody did. */
  AS_APPLIED("AsApplied", "The live schema is the one applied last.", DRIFTED);

  private final String text;
  private final String meaning;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<ConditionType> conditions;

  Reason(String text, String meaning, ConditionType... conditions) {
    this.text = text;
    this.meaning = meaning;
    this.conditions = List.of(conditions);
  }

  /** As it stands in a status: one word in CamelCase. */
  public String text() {
    return text;
  }

  /** What it means and what to do, for the reference. */
  public String meaning() {
    return meaning;
  }

  /** The reason that stands in a status as a word; empty for a word that is none of these. */
  public static Optional<Reason> of(String text) {
    return Stream.of(values()).filter(reason -> reason.text.equals(text)).findFirst();
  }

  /** The conditions that it occurs with. */
  public List<ConditionType> conditions() {
    return conditions;
  }
}
