package dev.santokit.operator.project;

import dev.santokit.crds.Labels;
import dev.santokit.project.config.Database;
import dev.santokit.project.config.Pool;
import dev.santokit.project.config.ProjectConfig;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The configuration that the server reads at its start. Its name follows from what it says, so that
 * another configuration is another object, and pods of a rollout that goes wrong keep theirs.
 */
final class ServerConfig {

  /** {@link Labels#COMPONENT} of configurations. */
  static final String COMPONENT = "config";

  private static final int HASH_DIGITS = 10;

  private ServerConfig() {}

  static ConfigMap configMap(Inputs inputs) {
    String json = json(inputs);
    return new ConfigMapBuilder()
        .withMetadata(Desired.metadata(inputs.project(), inputs.name() + "-config-" + hash(json)))
        .editMetadata()
        .addToLabels(Labels.COMPONENT, COMPONENT)
        .endMetadata()
        .withImmutable(true)
        .addToData(ProjectConfig.FILE, json)
        .build();
  }

  private static String json(Inputs inputs) {
    ProjectConfig config = inputs.config();
    // A rolling update has one pod more than there are replicas.
    int servers = inputs.mostReplicas() + 1;
    SortedMap<String, Database> databases = new TreeMap<>();
    config
        .databases()
        .forEach((alias, database) ->
            databases.put(alias, database.served(share(database.pool(), servers))));
    return config.with(databases).toJson().toString();
  }

  /** What one pod may take of a bound on all. */
  private static Pool share(Pool pool, int servers) {
    return new Pool(pool.perServer(servers), null, pool.mode());
  }

  private static String hash(String json) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(json.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, HASH_DIGITS);
    } catch (NoSuchAlgorithmException everyJvmHasIt) {
      throw new IllegalStateException(everyJvmHasIt);
    }
  }
}
