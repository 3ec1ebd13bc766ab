package dev.santokit.server.secrets;

import dev.santokit.project.vault.Keyset;
import dev.santokit.project.vault.SecretAddress;
import dev.santokit.project.vault.VaultRefused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The two folders that a cluster mounts, for project shop in namespace prod. */
public record TestVault(Path values, Path keys, Keyset keyset) {

  /** A vault without secrets. */
  public static TestVault in(Path folder) {
    TestVault vault =
        new TestVault(folder.resolve("vault"), folder.resolve("vault-key"), Keyset.generate());
    try {
      Files.createDirectories(vault.values);
      Files.createDirectories(vault.keys);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return vault.use(vault.keyset);
  }

  /** The same folders with another keyset. */
  public TestVault use(Keyset other) {
    write(keys.resolve(Keyset.FILE), other.toJson());
    return new TestVault(values, keys, other);
  }

  /** Seals a value as {@code stk secret set} does. */
  public TestVault set(String name, String value) {
    return write(name, sealed(name, value));
  }

  public String sealed(String name, String value) {
    try {
      var address = new SecretAddress("prod", "shop", name);
      return keyset.sealingKey().seal(address, value).toString();
    } catch (VaultRefused refused) {
      throw new IllegalArgumentException(refused);
    }
  }

  /** Whatever text in the place of a sealed value. */
  public TestVault write(String name, String text) {
    write(values.resolve(name), text);
    return this;
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** As the server reads it. */
  public VaultSecrets secrets() {
    return new VaultSecrets(values, keys, "prod", "shop");
  }
}
