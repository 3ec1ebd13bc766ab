package dev.santokit.operator.project;

import dev.santokit.crds.Condition;
import dev.santokit.operator.release.ReleaseOutcome;
import dev.santokit.operator.vault.VaultOutcome;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.List;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * All that one look at a project found: its status follows from it.
 *
 * @param configValid the condition ConfigValid
 * @param aliases of its databases
 * @param vault what became of its vault
 * @param refusals why the API server refused objects; empty when it refused none
 * @param deployment of its server; null while there is none
 * @param release where its release stands
 */
record Observation(
    Condition configValid,
    SortedSet<String> aliases,
    VaultOutcome vault,
    List<String> refusals,
    @Nullable Deployment deployment,
    ReleaseOutcome release) {}
