package dev.santokit.crds;

/** Patterns of strings that several resources hold, as the API server checks them. */
public final class Formats {

  /** A duration: {@code 250ms}, {@code 10s}, {@code 1h30m}. */
  public static final String DURATION = "^([0-9]+(ms|s|m|h|d))+$";

  /** The longest duration, in characters. */
  public static final int DURATION_LENGTH = 20;

  /** A size in bytes: {@code 512Ki}, {@code 1Mi}, {@code 5M}, {@code 1048576}. */
  public static final String BYTES = "^[0-9]{1,15}([.][0-9]{1,9})?(k|M|G|T|Ki|Mi|Gi|Ti)?$";

  /** The name of a project, which begins the names of all that the operator makes for it. */
  public static final String PROJECT = "^[a-z][a-z0-9-]{0,38}[a-z0-9]$";

  /** The alias of a database. It ends names of objects, with - for _, so it does not end with _. */
  public static final String ALIAS = "^[a-z]([a-z0-9_]{0,29}[a-z0-9])?$";

  /** The name of a Kubernetes object. */
  public static final String OBJECT_NAME = "^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$";

  /** A key of a Kubernetes Secret, and so the name of a Santokit secret. */
  public static final String SECRET_KEY = "^[-._a-zA-Z0-9]+$";

  /** The digest of a release: version of the digest, then SHA-256. */
  public static final String RELEASE_DIGEST = "^[1-9][0-9]{0,2}:sha256:[0-9a-f]{64}$";

  /** The hash of a plan or of one function. */
  public static final String SHA256 = "^sha256:[0-9a-f]{64}$";

  private Formats() {}
}
