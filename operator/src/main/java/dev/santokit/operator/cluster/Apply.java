package dev.santokit.operator.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes objects as they are desired, and writes nothing when they are.
 *
 * <p>An object carries the hash of what was desired when it was written last, in an annotation: it
 * tells that a field is no longer desired, which a comparison cannot see. That all desired fields
 * have their values is compared: it tells that someone else changed one. A comparison that fails
 * although nothing differs (the API server writes {@code 1000m} as {@code 1}) costs a request and
 * no more: an equal apply changes no resourceVersion.
 */
@Singleton
public class Apply {

  /** Annotation with the hash of what was desired. */
  public static final String DESIRED = "santokit.dev/desired";

  private static final int HASH_DIGITS = 16;

  private final KubernetesClient client;
  private final ServerSide writes;
  private final KubernetesSerialization json;

  /** Reads with a client and writes as the field manager of the operator. */
  public Apply(KubernetesClient client, ServerSide writes) {
    this.client = client;
    this.writes = writes;
    this.json = client.getKubernetesSerialization();
  }

  /**
   * Asks the API server for the object first. For objects that no cache holds.
   *
   * @return the object as it is now
   */
  public <T extends HasMetadata> T apply(T desired) {
    return apply(desired, client.resource(desired).get());
  }

  /**
   * Compares with what a cache holds.
   *
   * @param desired what it should be; its annotations are added to
   * @param observed what it is; null when it is not there
   * @return the object as it is now, which is {@code observed} when nothing was to be written
   */
  public <T extends HasMetadata> T apply(T desired, @Nullable T observed) {
    T marked = marked(desired);
    if (observed != null && isMet(json.convertValue(marked, JsonNode.class), observed)) {
      return observed;
    }
    return writes.apply(marked);
  }

  private boolean isMet(JsonNode marked, HasMetadata observed) {
    return holds(json.convertValue(observed, JsonNode.class), marked);
  }

  /** A copy with the hash of the rest. */
  private <T extends HasMetadata> T marked(T desired) {
    T copy = json.clone(desired);
    Map<String, String> annotations = new TreeMap<>();
    if (copy.getMetadata().getAnnotations() != null) {
      annotations.putAll(copy.getMetadata().getAnnotations());
    }
    annotations.remove(DESIRED);
    copy.getMetadata().setAnnotations(annotations);
    annotations.put(DESIRED, hash(sorted(json.convertValue(copy, JsonNode.class)).toString()));
    return copy;
  }

  /** Maps have no order: two processes may put theirs in different ones. */
  private static JsonNode sorted(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        node.properties().stream()
            .sorted(Map.Entry.comparingByKey())
            .forEach(field -> fields.set(field.getKey(), sorted(field.getValue())));
        yield fields;
      }
      case ARRAY -> {
        ArrayNode elements = JsonNodeFactory.instance.arrayNode();
        node.forEach(element -> elements.add(sorted(element)));
        yield elements;
      }
      default -> node;
    };
  }

  /** Whether all that {@code desired} says is so in {@code observed}, which may say more. */
  static boolean holds(@Nullable JsonNode observed, JsonNode desired) {
    if (observed == null) {
      return isEmpty(desired);
    }
    return switch (desired.getNodeType()) {
      case OBJECT -> fieldsHold(observed, desired);
      case ARRAY -> observed.size() == desired.size() && elementsHold(observed, desired);
      default -> observed.equals(desired);
    };
  }

  /** The API server leaves out what says nothing. */
  private static boolean isEmpty(JsonNode desired) {
    return desired.isNull() || (desired.isContainerNode() && desired.isEmpty());
  }

  private static boolean fieldsHold(JsonNode observed, JsonNode desired) {
    for (Map.Entry<String, JsonNode> field : desired.properties()) {
      if (!holds(observed.get(field.getKey()), field.getValue())) {
        return false;
      }
    }
    return true;
  }

  private static boolean elementsHold(JsonNode observed, JsonNode desired) {
    Iterator<JsonNode> others = observed.elements();
    for (JsonNode element : desired) {
      if (!holds(others.next(), element)) {
        return false;
      }
    }
    return true;
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, HASH_DIGITS);
    } catch (NoSuchAlgorithmException everyJvmHasIt) {
      throw new IllegalStateException(everyJvmHasIt);
    }
  }
}
