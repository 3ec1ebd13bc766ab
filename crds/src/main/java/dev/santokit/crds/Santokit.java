package dev.santokit.crds;

/** The API group of the custom resources. */
public final class Santokit {

  /** The group, as in {@code apiVersion: santokit.dev/v1alpha1}. */
  public static final String GROUP = "santokit.dev";

  /** The one version that is served and stored. */
  public static final String VERSION = "v1alpha1";

  /** The category: {@code kubectl get santokit} lists all three kinds. */
  public static final String CATEGORY = "santokit";

  private Santokit() {}
}
