package dev.santokit.operator.release;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.santokit.operator.status.ConditionType;
import dev.santokit.operator.status.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a server says at {@code /q/release}. It is another process: nothing in it is trusted.
 */
final class PodAnswer {

  /** So that no message outgrows a status. */
  private static final int LONGEST = 8_192;

  private static final int MOST_DATABASES = 32;

  private static final int MOST_EXCESSES = 20;

  private static final ObjectMapper JSON = new ObjectMapper();

  private PodAnswer() {}

  /** The report; empty when the text is none. */
  static Optional<PodReport> read(String pod, String text) {
    JsonNode json;
    try {
      json = JSON.readTree(text);
    } catch (JsonProcessingException none) {
      return Optional.empty();
    }
    if (json == null || !json.has("active")) {
      return Optional.empty();
    }
    String digest = string(json.path("active").path("digest"));
    return Optional.of(
        new PodReport(pod, digest, refused(json.path("candidate")), databases(json)));
  }

  private static PodReport.@Nullable Refused refused(JsonNode candidate) {
    String digest = string(candidate.path("digest"));
    // Without a digest it could not be read: a volume that is being written looks so.
    return digest == null
        ? null
        : new PodReport.Refused(digest, bounded(candidate.path("error").asText("")));
  }

  private static Map<String, PodReport.DatabaseReport> databases(JsonNode json) {
    var databases = new HashMap<String, PodReport.DatabaseReport>();
    for (var database : json.path("databases").properties()) {
      if (databases.size() < MOST_DATABASES) {
        databases.put(database.getKey(), database(database.getValue()));
      }
    }
    return databases;
  }

  private static PodReport.DatabaseReport database(JsonNode json) {
    boolean reachable = json.path("reachable").asBoolean(false);
    return new PodReport.DatabaseReport(
        reachable,
        reachable ? null : reason(string(json.path("reason"))),
        json.path("excess").isArray() ? excess(json.path("excess")) : null);
  }

  private static List<String> excess(JsonNode json) {
    List<String> words = new ArrayList<>();
    for (JsonNode word : json) {
      if (words.size() < MOST_EXCESSES) {
        words.add(bounded(word.asText()));
      }
    }
    return words;
  }

  /** Only words of ours go on: what a driver says may hold more than people should read. */
  private static String reason(@Nullable String word) {
    return Arrays.stream(Reason.values())
        .filter(reason -> reason.conditions().contains(ConditionType.DATABASES_REACHABLE))
        .map(Reason::text)
        .filter(text -> text.equals(word))
        .findFirst()
        .orElse(Reason.UNREACHABLE.text());
  }

  private static @Nullable String string(JsonNode json) {
    return json.isTextual() ? json.textValue() : null;
  }

  private static String bounded(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
  }
}
