package dev.santokit.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.santokit.project.logic.FunctionConfig;
import dev.santokit.project.problem.Nearest;
import dev.santokit.server.call.Refusal;
import dev.santokit.server.call.RefusalCode;
import dev.santokit.server.function.Preparation;
import dev.santokit.server.json.StrictJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a client asks for. No path in it is private. */
sealed interface CallBody {

  /**
   * One call.
   *
   * @param path of at most 200 characters and an ellipsis
   * @param params null when it gives none
   */
  record One(String path, @Nullable JsonNode params) implements CallBody {}

  /**
   * Several, all or nothing.
   *
   * @param items at least one
   * @param alias the database of their transaction
   */
  record Batch(List<One> items, String alias) implements CallBody {
    /** Copies the list. */
    public Batch {
      items = List.copyOf(items);
    }
  }

  /** What logs call it. */
  default String name() {
    return switch (this) {
      case One one -> one.path();
      case Batch _ -> "batch";
    };
  }

  /** The most items of a batch. */
  int MOST_ITEMS = 100;

  /** What a body may hold. */
  Set<String> KEYS = Set.of("path", "params", "batch", "transaction");

  /** What an item of a batch may hold. */
  Set<String> ITEM_KEYS = Set.of("path", "params");

  /**
   * Reads it.
   *
   * @throws Refusal VALIDATION_ERROR when it is none; AUTHORIZATION_ERROR for a private path,
   *     before anyone looks whether it exists. That of an item says which one in {@code
   *     details.index}.
   */
  static CallBody read(byte[] bytes) {
    JsonNode body = StrictJson.read(bytes).orElseThrow(() -> invalid("Invalid JSON body"));
    if (!body.isObject()) {
      throw invalid("The body must be an object {\"path\", \"params\"}");
    }
    checkKeys(body, KEYS, "the body");
    JsonNode items = body.get("batch");
    if (items != null) {
      if (body.has("path") || body.has("params")) {
        throw invalid("A body has a path or a batch, not both");
      }
      return new Batch(items(items), alias(body.get("transaction")));
    }
    if (body.has("transaction")) {
      throw invalid("transaction goes with batch alone");
    }
    return one(body);
  }

  /**
   * Reads the body of a call whose path the URL has: its parameters, or nothing.
   *
   * @param path as the URL has it
   * @throws Refusal as {@link #read}
   */
  static One read(String path, byte[] bytes) {
    JsonNode params =
        bytes.length == 0
            ? null
            : StrictJson.read(bytes).orElseThrow(() -> invalid("Invalid JSON body"));
    Preparation.refusePrivate(path);
    return new One(Preparation.shown(path), params);
  }

  private static One one(JsonNode body) {
    JsonNode path = body.path("path");
    if (!path.isTextual()) {
      throw invalid(path.isMissingNode() ? "Missing path" : "path must be a string");
    }
    Preparation.refusePrivate(path.textValue());
    JsonNode params = body.get("params");
    return new One(
        Preparation.shown(path.textValue()), params == null || params.isNull() ? null : params);
  }

  private static List<One> items(JsonNode batch) {
    if (!batch.isArray() || batch.isEmpty() || batch.size() > MOST_ITEMS) {
      throw invalid(
          "batch must be an array of 1 to " + MOST_ITEMS + " calls {\"path\", \"params\"}");
    }
    List<One> items = new ArrayList<>(batch.size());
    for (int i = 0; i < batch.size(); i++) {
      try {
        items.add(item(batch.get(i)));
      } catch (Refusal refusal) {
        throw refusal.at(i);
      }
    }
    return items;
  }

  private static One item(JsonNode item) {
    if (!item.isObject()) {
      throw invalid("A call in a batch must be an object {\"path\", \"params\"}");
    }
    checkKeys(item, ITEM_KEYS, "a call of the batch");
    return one(item);
  }

  private static String alias(@Nullable JsonNode transaction) {
    if (transaction == null || transaction.isNull()) {
      return FunctionConfig.DEFAULT_TARGET;
    }
    if (!transaction.isTextual()) {
      throw invalid("transaction must be the name of a database");
    }
    return Preparation.shown(transaction.textValue());
  }

  private static void checkKeys(JsonNode object, Set<String> known, String where) {
    object
        .fieldNames()
        .forEachRemaining(key -> {
          if (!known.contains(key)) {
            throw invalid(
                "Unknown key "
                    + Preparation.shown(key)
                    + " in "
                    + where
                    + "; "
                    + Nearest.hint(key, known));
          }
        });
  }

  private static Refusal invalid(String message) {
    return Refusal.of(RefusalCode.VALIDATION_ERROR, message);
  }
}
