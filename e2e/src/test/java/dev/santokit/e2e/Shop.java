package dev.santokit.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.santokit.e2e.Cluster.Purpose;
import dev.santokit.e2e.Command.Ran;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * The sample shop in a namespace, with a Postgres, applied by stk from a folder that tests may
 * change.
 */
final class Shop {

  static final String LIST = "logic/products/list.sql";

  private static final Path SAMPLE = Repository.ROOT.resolve("samples/shop");

  private final Cluster cluster;
  private final Postgres postgres;
  private final Purpose purpose;
  private final Path folder;
  private final String database;
  private final String jwtSecret = UUID.randomUUID() + "-" + UUID.randomUUID();

  private Shop(Cluster cluster, Postgres postgres, Purpose purpose) {
    this.cluster = cluster;
    this.postgres = postgres;
    this.purpose = purpose;
    this.folder = cluster.folder("shop");
    this.database = "shop_" + purpose.name().toLowerCase(Locale.ROOT);
    copySample();
  }

  /** The shop that tests share: as the sample is, and served. */
  static Shop served(Cluster cluster, Postgres postgres, Installation installed) {
    assertThat(installed).as("somebody must make a project run").isNotNull();
    return served(cluster, postgres, Purpose.SHOP);
  }

  /** A shop of its own in a namespace, with its secrets, and nothing applied. */
  static Shop created(Cluster cluster, Postgres postgres, Purpose purpose) {
    var shop = new Shop(cluster, postgres, purpose);
    postgres.database(shop.database);
    shop.stk("project", "create").succeeds();
    shop.stkReads(postgres.url(shop.database), "secret", "set", "DATABASE_URL").succeeds();
    shop.stkReads(shop.jwtSecret, "secret", "set", "JWT_SECRET").succeeds();
    return shop;
  }

  /** A shop of its own in a namespace: as the sample is, and served. */
  static Shop served(Cluster cluster, Postgres postgres, Purpose purpose) {
    Shop shop = created(cluster, postgres, purpose);
    shop.stk("apply").succeeds();
    shop.seed();
    cluster
        .kubectl(purpose, "expose", "service", "shop", "--type=NodePort", "--name=shop-public")
        .succeeds();
    // kube-proxy writes its rules once a second.
    await("the NodePort answers")
        .atMost(Duration.ofSeconds(20))
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(() -> shop.http().call("products/list", "{}").status() == 200);
    return shop;
  }

  private void seed() {
    try (var files = Files.list(SAMPLE.resolve("schema/seed/main"))) {
      for (Path file : files.sorted().toList()) {
        postgres.psql(database, Files.readString(file));
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void copySample() {
    try (var files = Files.walk(SAMPLE)) {
      for (Path file : files.toList()) {
        Path relative = SAMPLE.relativize(file);
        if (Files.isRegularFile(file) && !relative.startsWith(".stk")) {
          Path copy = folder.resolve(relative.toString());
          Files.createDirectories(copy.getParent());
          Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Puts files and cluster back to the sample, whoever has changed them. */
  void restore() {
    copySample();
    stk("logic", "apply", "--force-conflicts").succeeds();
  }

  /** stk in the project's folder, with nothing on its standard input. */
  Ran stk(String... words) {
    return command(words).run();
  }

  /** stk with a secret or a URL on its standard input. */
  Ran stkReads(String input, String... words) {
    return command(words).run(input);
  }

  private Command command(String... words) {
    return stkAs(cluster.environment(), words);
  }

  /** stk of somebody else: of whom the environment's kubeconfig tells. */
  Command stkAs(Map<String, String> environment, String... words) {
    var variables = new HashMap<>(environment);
    variables.put("STK_NAMESPACE", purpose.namespace());
    return Command.of(
        folder, variables, Cluster.with(Repository.ROOT.resolve("stk").toString(), words));
  }

  String read(String file) {
    try {
      return Files.readString(folder.resolve(file));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Changes a file, which must hold what is replaced. */
  void edit(String file, String from, String to) {
    String before = read(file);
    assertThat(before).contains(from);
    write(file, before.replace(from, to));
  }

  void write(String file, String text) {
    try {
      Files.writeString(folder.resolve(file), text);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Writes a file in a folder that need not be there. */
  void writeNew(String file, String text) {
    try {
      Files.createDirectories(folder.resolve(file).getParent());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    write(file, text);
  }

  void delete(String file) {
    try {
      Files.delete(folder.resolve(file));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** The project as a client sees it, through its NodePort. */
  Http http() {
    int port = cluster.get(purpose, "service/shop-public").at("/spec/ports/0/nodePort").asInt();
    return new Http(URI.create("http://" + Settings.NODE + ":" + port));
  }

  /** The answer of each ready pod to one call, by the pod's name. */
  SortedMap<String, JsonNode> answers(String path, String params) {
    var answers = new TreeMap<String, JsonNode>();
    for (JsonNode pod : pods()) {
      String name = pod.at("/metadata/name").asText();
      Ran asked =
          cluster
              .command(
                  "kubectl",
                  "create",
                  "--filename=-",
                  "--raw=/api/v1/namespaces/"
                      + purpose.namespace()
                      + "/pods/"
                      + name
                      + ":8080/proxy/call")
              .run(Http.body(path, params))
              .succeeds();
      answers.put(name, asked.json());
    }
    return answers;
  }

  /** The server's pods that are not on their way out. */
  Iterable<JsonNode> pods() {
    var pods = new ArrayList<JsonNode>();
    cluster
        .get(purpose, "pods", "--selector=santokit.dev/project=shop")
        .path("items")
        .forEach(pod -> {
          if (pod.at("/metadata/deletionTimestamp").isMissingNode()) {
            pods.add(pod);
          }
        });
    return pods;
  }

  /** {@code uid restarts} of each pod: what stays the same while none is replaced or restarted. */
  SortedSet<String> lives() {
    var lives = new TreeSet<String>();
    pods()
        .forEach(pod ->
            lives.add(
                pod.at("/metadata/uid").asText()
                    + " "
                    + pod.at("/status/containerStatuses/0/restartCount").asText()));
    return lives;
  }

  Purpose purpose() {
    return purpose;
  }

  /** Where its files are. */
  Path folder() {
    return folder;
  }

  /** Runs SQL in its database, without any code of ours. */
  String psql(String sql) {
    return postgres.psql(database, sql);
  }

  String databaseUrl() {
    return postgres.url(database);
  }

  String jwtSecret() {
    return jwtSecret;
  }
}
