package dev.santokit.crds;

/** Names and values of labels. */
public final class Labels {

  /** The project that an object belongs to, by name. */
  public static final String PROJECT = "santokit.dev/project";

  /** On objects that outlive their project: {@code "true"}. */
  public static final String RETAIN = "santokit.dev/retain";

  /** What an object runs: {@code santokit-server}. */
  public static final String NAME = "app.kubernetes.io/name";

  /** Which of those it is: the name of the project. */
  public static final String INSTANCE = "app.kubernetes.io/instance";

  /** Its part in the whole: {@code server}. */
  public static final String COMPONENT = "app.kubernetes.io/component";

  /** The whole: {@link #SANTOKIT}. */
  public static final String PART_OF = "app.kubernetes.io/part-of";

  /** Who keeps it as it is: {@link #OPERATOR}. */
  public static final String MANAGED_BY = "app.kubernetes.io/managed-by";

  /** Value of {@link #PART_OF}. */
  public static final String SANTOKIT = "santokit";

  /** Value of {@link #MANAGED_BY}, and the field manager of what the operator applies. */
  public static final String OPERATOR = "santokit-operator";

  private Labels() {}
}
