package dev.santokit.operator.vault;

import dev.santokit.crds.Condition;
import dev.santokit.crds.project.VaultStatus;
import org.jspecify.annotations.Nullable;

/**
 * What became of a project's vault.
 *
 * @param status what is known of the secrets; no value
 * @param secretsReady the condition SecretsReady. While it is false a server could not start, so
 *     that pods which run are better left as they are
 * @param checksum changes when the ciphertext of a secret that the configuration names does: the
 *     pods are rolled then
 * @param version the resourceVersion of the Secret with the values: when it changes, pods are
 *     touched, so that the kubelet looks at their volumes at once. Null while there is none
 */
public record VaultOutcome(
    VaultStatus status, Condition secretsReady, String checksum, @Nullable String version) {}
