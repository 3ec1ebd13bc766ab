package dev.santokit.schema.plan;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.santokit.project.release.CanonicalJson;
import dev.santokit.project.release.Sha256;
import dev.santokit.project.schema.Approval;
import dev.santokit.schema.catalogue.ColumnEntry;
import dev.santokit.schema.catalogue.Snapshot;
import dev.santokit.schema.catalogue.TableEntry;
import dev.santokit.schema.hazard.Hazard;
import java.util.List;
import java.util.function.Predicate;

/**
 * What an approval names. It covers what somebody agrees to and nothing that changes under their
 * eyes: no counts, no sizes, and of expand only what needs agreement.
 */
final class PlanHash {

  /** Counts up when another version of the engine would mean something else by the same plan. */
  private static final int PLANNER = 1;

  private static final ObjectMapper JSON = new ObjectMapper();

  private PlanHash() {}

  static String of(
      Approval approval,
      List<PlannedStatement> migrations,
      List<PlannedStatement> expand,
      List<PlannedStatement> contract,
      Snapshot live,
      Snapshot wanted) {
    ObjectNode form = JSON.createObjectNode().put("planner", PLANNER);
    form.put("wanted", Sha256.of(CanonicalJson.bytes(JSON.valueToTree(wanted.withoutSizes()))));
    statements(form.putArray("migrations"), migrations, s -> true);
    statements(
        form.putArray("expand"), expand, s -> approval == Approval.ALWAYS || s.needsApproval());
    statements(form.putArray("contract"), contract, s -> true);
    ObjectNode touched = form.putObject("live");
    contract.stream().flatMap(s -> s.hazards().stream()).forEach(h -> touched(touched, h, live));
    return Sha256.of(CanonicalJson.bytes(form));
  }

  private static void statements(
      ArrayNode form, List<PlannedStatement> statements, Predicate<PlannedStatement> agreed) {
    for (PlannedStatement statement : statements) {
      if (agreed.test(statement)) {
        ArrayNode hazards = form.addObject().put("sql", statement.sql()).putArray("hazards");
        statement.hazards().stream()
            .sorted()
            .forEach(h -> hazards.add(h.code() + " " + h.object()));
      }
    }
  }

  /** What the contract part finds: a table's columns, or a column's type. */
  private static void touched(ObjectNode form, Hazard hazard, Snapshot live) {
    for (TableEntry table : live.tables().values()) {
      String name = table.name().toString();
      if (hazard.object().equals(name)) {
        ObjectNode columns = form.putObject(name);
        table.columns().values().forEach(c -> columns.put(c.name(), type(c)));
      } else if (hazard.object().startsWith(name + ".")) {
        ColumnEntry column = table.columns().get(hazard.object().substring(name.length() + 1));
        if (column != null) {
          form.put(hazard.object(), type(column));
        }
      }
    }
  }

  private static String type(ColumnEntry column) {
    return column.type() + (column.nullable() ? "" : " NOT NULL");
  }
}
