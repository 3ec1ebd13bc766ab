package dev.santokit.operator.vault;

import dev.santokit.crds.Labels;
import dev.santokit.crds.project.SantokitProject;
import dev.santokit.crds.project.VaultNames;
import dev.santokit.operator.cluster.Owners;
import dev.santokit.project.vault.Keyset;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The objects of a vault, as they are desired. */
final class VaultObjects {

  private static final String COMPONENT = "vault";

  private VaultObjects() {}

  /** Without data: that is the users'. */
  static Secret valuesSecret(SantokitProject project) {
    return new SecretBuilder()
        .withMetadata(owned(project, VaultNames.values(project.getMetadata().getName())))
        .build();
  }

  /** It outlives the project: what is sealed for it stands in Git and in backups. */
  static Secret keysetSecret(SantokitProject project, Keyset keyset) {
    String name = project.getMetadata().getName();
    String text =
        Base64.getEncoder().encodeToString(keyset.toJson().getBytes(StandardCharsets.UTF_8));
    return new SecretBuilder()
        .withMetadata(
            metadata(project, VaultNames.keyset(name)).addToLabels(Labels.RETAIN, "true").build())
        .addToData(Keyset.FILE, text)
        .build();
  }

  /** A patch of the one Secret: its answer shows ciphertext alone. */
  static Role writerRole(SantokitProject project) {
    String name = project.getMetadata().getName();
    return new RoleBuilder()
        .withMetadata(owned(project, VaultNames.writer(name)))
        .withRules(
            new PolicyRuleBuilder()
                .withApiGroups("")
                .withResources("secrets")
                .withResourceNames(VaultNames.values(name))
                .withVerbs("patch")
                .build())
        .build();
  }

  private static ObjectMeta owned(SantokitProject project, String name) {
    return metadata(project, name).withOwnerReferences(Owners.controller(project)).build();
  }

  private static ObjectMetaBuilder metadata(SantokitProject project, String name) {
    String of = project.getMetadata().getName();
    return new ObjectMetaBuilder()
        .withNamespace(project.getMetadata().getNamespace())
        .withName(name)
        .addToLabels(Labels.PROJECT, of)
        .addToLabels(Labels.NAME, "santokit-vault")
        .addToLabels(Labels.INSTANCE, of)
        .addToLabels(Labels.COMPONENT, COMPONENT)
        .addToLabels(Labels.PART_OF, Labels.SANTOKIT)
        .addToLabels(Labels.MANAGED_BY, Labels.OPERATOR);
  }
}
