package dev.santokit.schema.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.santokit.schema.catalogue.IndexEntry;
import dev.santokit.schema.catalogue.Snapshot;
import dev.santokit.schema.catalogue.TableEntry;
import dev.santokit.schema.model.QualifiedName;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Tells one schema from another in a few bytes. */
public final class Fingerprint {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Fingerprint() {}

  /** Of all but what changes as rows come and go. */
  public static String of(Snapshot schema) {
    return ofValue(schema.withoutSizes());
  }

  /** Of all but one index, whether it is there or not. */
  public static String without(Snapshot schema, QualifiedName index) {
    NavigableMap<QualifiedName, TableEntry> tables = new TreeMap<>();
    schema
        .tables()
        .forEach((name, table) -> {
          boolean has =
              name.schema().equals(index.schema()) && table.indexes().containsKey(index.name());
          tables.put(name, has ? without(table, index.name()) : table);
        });
    return of(new Snapshot(schema.schemas(), schema.enums(), tables));
  }

  private static TableEntry without(TableEntry table, String index) {
    NavigableMap<String, IndexEntry> others = new TreeMap<>(table.indexes());
    others.remove(index);
    return new TableEntry(
        table.name(),
        table.columns(),
        table.primaryKey(),
        table.uniques(),
        others,
        table.foreignKeys(),
        table.checks(),
        table.comment(),
        table.size());
  }

  /** Of anything that is made of records, lists and sorted maps. */
  static String ofValue(Object value) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(JSON.writeValueAsBytes(value));
      return "sha256:" + HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException | JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A text of a few characters for a long one. */
  static String ofText(String text) {
    return ofValue(text.getBytes(UTF_8));
  }
}
