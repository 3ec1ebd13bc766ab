package dev.santokit.operator.vault;

import dev.santokit.crds.project.SantokitProject;

/** The vaults of projects. */
public interface Vaults {

  /**
   * Makes what a project's vault needs (its keyset, its Secret, the role of those who may set
   * secrets) and says what is in it. Opens no value. Writes nothing when all is there.
   */
  VaultOutcome reconcile(SantokitProject project, Needed needed);

  /** Says what is in a project's vault, and writes nothing: for a project that is suspended. */
  VaultOutcome observe(SantokitProject project, Needed needed);
}
