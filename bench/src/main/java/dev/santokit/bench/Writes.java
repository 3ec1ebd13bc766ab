package dev.santokit.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The writes of users to a namespace's projects and bundles, by a watch of the API server: a write
 * of the operator changes status alone, which does not count as a generation.
 */
final class Writes implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<Process> watches = new ArrayList<>();
  private final Map<String, Long> generations = new HashMap<>();
  private long last;
  private int count;

  /** Begins to watch. */
  Writes(Shell shell, String namespace) throws IOException {
    for (String kind : List.of("santokitprojects", "logicbundles")) {
      Process watch =
          shell.start(
              "kubectl",
              "get",
              "--raw",
              "/apis/santokit.dev/v1alpha1/namespaces/" + namespace + "/" + kind + "?watch=true");
      watches.add(watch);
      Thread.ofPlatform().daemon().start(() -> read(watch));
    }
  }

  private void read(Process watch) {
    try (BufferedReader lines = watch.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        long now = System.nanoTime();
        seen(JSON.readTree(line).path("object"), now);
      }
    } catch (IOException ended) {
      // The watch was ended by close, or a write is missed, which await notices.
      synchronized (this) {
        notifyAll();
      }
    }
  }

  private synchronized void seen(JsonNode object, long now) {
    String name = object.path("kind").asText() + "/" + object.at("/metadata/name").asText();
    long generation = object.at("/metadata/generation").asLong();
    Long before = generations.put(name, generation);
    if (before == null || before != generation) {
      last = now;
      count++;
    }
  }

  /** When the last of them was seen, as System.nanoTime counts. */
  synchronized long last() {
    return last;
  }

  /** How many there have been; objects that were there at the beginning count, too. */
  synchronized int count() {
    return count;
  }

  @Override
  public void close() {
    watches.forEach(Process::destroy);
  }
}
