package dev.santokit.cli.apply;

import dev.santokit.crds.Santokit;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.Locale;

/** The kinds of resources that a project is made of, in the order in which they are written. */
public enum Kind {
  PROJECT("SantokitProject", "santokitprojects", "project"),
  PLAN("SchemaPlan", "schemaplans", "schema"),
  BUNDLE("LogicBundle", "logicbundles", "function");

  static final String API_VERSION = Santokit.GROUP + "/" + Santokit.VERSION;

  private final String resourceKind;
  private final String plural;
  private final String word;

  Kind(String resourceKind, String plural, String word) {
    this.resourceKind = resourceKind;
    this.plural = plural;
    this.word = word;
  }

  /** As in {@code kind:}. */
  public String resourceKind() {
    return resourceKind;
  }

  /** What a person calls one. */
  public String word() {
    return word;
  }

  /** {@code logicbundle.santokit.dev}, as {@code kubectl -o name} prints it. */
  public String resource() {
    return resourceKind.toLowerCase(Locale.ROOT) + "." + Santokit.GROUP;
  }

  ResourceDefinitionContext context() {
    return new ResourceDefinitionContext.Builder()
        .withGroup(Santokit.GROUP)
        .withVersion(Santokit.VERSION)
        .withKind(resourceKind)
        .withPlural(plural)
        .withNamespaced(true)
        .build();
  }
}
