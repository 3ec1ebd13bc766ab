package dev.santokit.cli.apply;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;

/** Whether two texts of JSON mean the same: 1 and 1.0 do, and the order of members is none. */
final class SameJson {

  private SameJson() {}

  static boolean test(JsonNode one, JsonNode other) {
    if (one.isNumber() && other.isNumber()) {
      return one.decimalValue().compareTo(other.decimalValue()) == 0;
    }
    if (one.isObject() && other.isObject()) {
      return one.size() == other.size()
          && one.properties().stream()
              .allMatch(member -> test(member.getValue(), other.path(member.getKey())));
    }
    if (one.isArray() && other.isArray()) {
      if (one.size() != other.size()) {
        return false;
      }
      Iterator<JsonNode> others = other.iterator();
      for (JsonNode element : one) {
        if (!test(element, others.next())) {
          return false;
        }
      }
      return true;
    }
    return one.equals(other);
  }
}
