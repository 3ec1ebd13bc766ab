package dev.santokit.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Changes in a cluster: how soon all replicas answer anew, and what it costs. */
final class ClusterChange {

  private static final int EDITS = 25;
  private static final int ROLLOUTS = 3;
  private static final int CALLS_PER_SECOND = 100;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Workplace workplace;

  ClusterChange(Workplace workplace) {
    this.workplace = workplace;
  }

  void run() throws IOException, InterruptedException {
    System.out.println("A project of " + ClusterShop.REPLICAS + " replicas in a cluster");
    try (var shop = new ClusterShop(workplace)) {
      edits(shop);
      secondApply(shop);
      rollouts(shop);
      memory(shop);
      images(shop);
    }
  }

  private static void edits(ClusterShop shop) throws IOException, InterruptedException {
    String source = Files.readString(shop.listed());
    List<Double> fromCommand = new ArrayList<>();
    List<Double> fromWrite = new ArrayList<>();
    List<Double> commands = new ArrayList<>();
    var replicas = new ArrayList<Calls>();
    for (URI server : shop.each()) {
      replicas.add(new Calls(server, Shop.CALL, 50));
    }
    try (var client = new Calls(shop.all(), Shop.CALL, 20);
        Writes writes = shop.writes()) {
      client.await(answer -> !answer.isEmpty(), PATIENCE);
      for (Calls replica : replicas) {
        replica.await(answer -> !answer.isEmpty(), PATIENCE);
      }
      for (int i = 1; i <= EDITS; i++) {
        // So that no edit falls into the work on the one before.
        Thread.sleep(1000);
        String edit = "\"edit\":" + i;
        Files.writeString(
            shop.listed(), source.replaceFirst("\nSELECT ", "\nSELECT " + i + " AS edit, "));
        long begun = System.nanoTime();
        shop.stk("logic", "apply");
        commands.add(seconds(begun, System.nanoTime()));
        long served = begun;
        for (Calls replica : replicas) {
          served = Math.max(served, replica.await(answer -> answer.contains(edit), PATIENCE));
        }
        fromCommand.add(seconds(begun, served));
        fromWrite.add(seconds(writes.last(), served));
      }
      int calls = client.answered();
      List<String> failures = new ArrayList<>(client.failures());
      for (Calls replica : replicas) {
        calls += replica.answered();
        failures.addAll(replica.failures());
      }
      line("last write → all replicas answer anew", times(fromWrite), "p50 ≤ 0.500 s");
      line("stk logic apply → all replicas answer anew", times(fromCommand), "");
      line("stk logic apply, with its waiting", times(commands), "");
      line("calls that failed meanwhile", failed(failures, calls), "0");
    } finally {
      for (Calls replica : replicas) {
        replica.close();
      }
    }
    Files.writeString(shop.listed(), source);
    shop.stk("logic", "apply");
  }

  private static void secondApply(ClusterShop shop) throws IOException, InterruptedException {
    shop.stk("apply");
    // Status that follows a release may be written some seconds after it.
    Thread.sleep(8000);
    Map<String, String> before = shop.versions();
    shop.stk("apply");
    Thread.sleep(8000);
    Map<String, String> after = new TreeMap<>(shop.versions());
    after.entrySet().removeIf(now -> now.getValue().equals(before.get(now.getKey())));
    String written = after.isEmpty() ? "" : " " + after.keySet();
    line("objects that a second stk apply writes", after.size() + written, "0");
  }

  private static void rollouts(ClusterShop shop) throws IOException, InterruptedException {
    int calls = 0;
    List<String> failures = new ArrayList<>();
    List<Double> took = new ArrayList<>();
    for (int i = 1; i <= ROLLOUTS; i++) {
      shop.write(
          "config/project.yaml",
          "runtime: {replicas: "
              + ClusterShop.REPLICAS
              + "}\nlimits: {callTimeout: "
              + (10 + i)
              + "s}\n");
      try (var client = new Calls(shop.all(), Shop.CALL, CALLS_PER_SECOND)) {
        client.await(answer -> !answer.isEmpty(), PATIENCE);
        List<String> before = shop.pods();
        long begun = System.nanoTime();
        shop.stk("config", "apply");
        while (shop.pods().stream().anyMatch(before::contains)) {
          Thread.sleep(500);
        }
        shop.kubectl(
            "rollout", "status", "deployment/shop", "-n", ClusterShop.NAMESPACE, "--timeout=180s");
        took.add(seconds(begun, System.nanoTime()));
        // Pods on their way out still hold connections.
        Thread.sleep(8000);
        calls += client.answered();
        failures.addAll(client.failures());
      }
    }
    line(
        "calls that failed in " + ROLLOUTS + " rolling updates at " + CALLS_PER_SECOND + "/s",
        failed(failures, calls),
        "0");
    line("a rolling update of " + ClusterShop.REPLICAS, times(took), "");
  }

  private static void memory(ClusterShop shop) throws IOException, InterruptedException {
    var resident = new TreeMap<String, List<Double>>();
    for (JsonNode node : shop.get("nodes").path("items")) {
      JsonNode summary =
          shop.raw("/api/v1/nodes/" + node.at("/metadata/name").asText() + "/proxy/stats/summary");
      for (JsonNode pod : summary.path("pods")) {
        String namespace = pod.at("/podRef/namespace").asText();
        String name = pod.at("/podRef/name").asText();
        boolean operator = namespace.equals(ClusterShop.OPERATOR);
        if (operator || (namespace.equals(ClusterShop.NAMESPACE) && name.startsWith("shop-"))) {
          resident
              .computeIfAbsent(operator ? "operator" : "server", who -> new ArrayList<>())
              .add(pod.at("/containers/0/memory/rssBytes").asLong() / 1048576.0);
        }
      }
    }
    resident.forEach((who, mib) ->
        line(
            "memory of the " + who + " (RSS)",
            String.format(Locale.ROOT, "%.0f MiB", Contender.median(mib)),
            ""));
  }

  private static void images(ClusterShop shop) throws IOException, InterruptedException {
    var used = new TreeMap<String, String>();
    for (String namespace : List.of(ClusterShop.OPERATOR, ClusterShop.NAMESPACE)) {
      for (JsonNode pod : shop.get("pods", "-n", namespace).path("items")) {
        String image = pod.at("/spec/containers/0/image").asText();
        if (image.contains("santokit-")) {
          used.put(image, "unknown");
        }
      }
    }
    for (JsonNode node : shop.get("nodes").path("items")) {
      for (JsonNode image : node.at("/status/images")) {
        for (JsonNode name : image.path("names")) {
          used.computeIfPresent(
              name.asText(),
              (known, size) ->
                  String.format(
                      Locale.ROOT, "%.0f MB", image.path("sizeBytes").asLong() / 1_000_000.0));
        }
      }
    }
    used.forEach((image, size) -> line("image " + image, size, ""));
  }

  private static String failed(List<String> failures, int calls) {
    String first = failures.isEmpty() ? "" : ", the first: " + failures.getFirst();
    return failures.size() + " of " + (calls + failures.size()) + first;
  }

  private static double seconds(long from, long to) {
    return (to - from) / 1e9;
  }

  private static String times(List<Double> seconds) {
    var sorted = seconds.stream().sorted().toList();
    return String.format(
        Locale.ROOT,
        "p50 %.3f s, p95 %.3f s, max %.3f s (%d times)",
        Contender.median(sorted),
        sorted.get((int) Math.ceil(sorted.size() * 0.95) - 1),
        sorted.getLast(),
        sorted.size());
  }

  private static void line(String what, String figure, String goal) {
    System.out.printf(
        Locale.ROOT, "  %-55s %s%s%n", what, figure, goal.isEmpty() ? "" : "   goal: " + goal);
  }
}
