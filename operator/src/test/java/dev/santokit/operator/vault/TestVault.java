package dev.santokit.operator.vault;

import dev.santokit.crds.project.SantokitProject;
import dev.santokit.project.vault.Keyset;
import dev.santokit.project.vault.SecretAddress;
import dev.santokit.project.vault.VaultRefused;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** Vaults of tests: project shop in namespace prod. */
final class TestVault {

  private TestVault() {}

  static SantokitProject project() {
    var project = new SantokitProject();
    project.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("prod")
            .withName("shop")
            .withUid("5d0b2f3e-0000-4000-8000-000000000001")
            .withGeneration(3L)
            .build());
    return project;
  }

  static Needed needed(List<String> byConfig, String... byLogic) {
    return new Needed(new TreeSet<>(byConfig), new TreeSet<>(List.of(byLogic)));
  }

  /** The Secret of values, from names and texts in turn. */
  static Secret values(String... namesAndTexts) {
    var data = new TreeMap<String, String>();
    for (int i = 0; i < namesAndTexts.length; i += 2) {
      data.put(namesAndTexts[i], base64(namesAndTexts[i + 1]));
    }
    return new SecretBuilder()
        .withNewMetadata()
        .withNamespace("prod")
        .withName("shop-vault")
        .endMetadata()
        .withData(data)
        .build();
  }

  static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  static String sealed(Keyset keyset, String name, String value) {
    try {
      var address = new SecretAddress("prod", "shop", name);
      return keyset.sealingKey().seal(address, value).toString();
    } catch (VaultRefused refused) {
      throw new IllegalArgumentException(refused);
    }
  }
}
