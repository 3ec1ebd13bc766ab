package dev.santokit.crds.project;

/** Names of the objects of a project's vault, in its namespace. */
public final class VaultNames {

  private VaultNames() {}

  /** The Secret with the sealed values, a key of it for each. */
  public static String values(String project) {
    return project + "-vault";
  }

  /** The Secret with the keyset. */
  public static String keyset(String project) {
    return project + "-vault-key";
  }

  /** The Role of those who may set secrets and read none. */
  public static String writer(String project) {
    return project + "-vault-writer";
  }
}
