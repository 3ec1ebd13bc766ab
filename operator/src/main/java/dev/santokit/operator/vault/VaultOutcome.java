package dev.santokit.operator.vault;

import dev.santokit.crds.Condition;
import dev.santokit.crds.project.VaultStatus;

/**
 * What became of a project's vault.
 *
 * @param status what is known of the secrets; no value
 * @param secretsReady the condition SecretsReady
 * @param checksum changes when the ciphertext of a secret that the configuration names does, or the
 *     keyset: the pods are rolled then
 */
public record VaultOutcome(VaultStatus status, Condition secretsReady, String checksum) {}
