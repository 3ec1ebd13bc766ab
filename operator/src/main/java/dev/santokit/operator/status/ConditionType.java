package dev.santokit.operator.status;

/** Every aspect of a resource's state that the operator reports. */
public enum ConditionType {
  /** It does what it says, as kstatus means it. */
  READY("Ready"),
  /** The operator is not done with it; absent when it is. */
  RECONCILING("Reconciling"),
  /** It stays as it is until someone changes something; absent otherwise. */
  STALLED("Stalled"),
  /** Its configuration and permissions mean something. */
  CONFIG_VALID("ConfigValid"),
  /** The secrets that the configuration names are there and can be opened. */
  SECRETS_READY("SecretsReady"),
  /** The pods reach their databases. */
  DATABASES_REACHABLE("DatabasesReachable"),
  /** The roles that the pods connect with may do no more than they need. */
  LEAST_PRIVILEGE("LeastPrivilege"),
  /** All ready pods serve the release that the bundles give. */
  RELEASE_ACTIVE("ReleaseActive"),
  /** A bundle can be part of a release. */
  VALID("Valid"),
  /** A bundle's content is served. */
  ACTIVE("Active"),
  /** The plan that leads from the live schema to the desired one is known. */
  PLANNED("Planned"),
  /** What the active release survives is in the database. */
  EXPANDED("Expanded"),
  /** What needs somebody's agreement has it. */
  APPROVED("Approved"),
  /** The database is as the schema says. */
  APPLIED("Applied"),
  /** Someone else changed the database since. */
  DRIFTED("Drifted");

  private final String text;

  ConditionType(String text) {
    this.text = text;
  }

  /** As it stands in a status. */
  public String text() {
    return text;
  }
}
