package dev.santokit.server.database;

import dev.santokit.server.call.Client;
import dev.santokit.server.call.Deadline;
import dev.santokit.server.json.JsonOutput;
import dev.santokit.server.postgres.Link;
import dev.santokit.server.postgres.RowWriter;
import java.util.List;
import org.postgresql.core.Tuple;

/** An array of rows that leaves part by part once it is larger than what is kept in memory. */
final class RowStream {

  /** Large enough that sending does not count, small enough that memory does not. */
  private static final int PART = 64 << 10;

  private final Client to;
  private final Deadline until;
  private final JsonOutput out;
  private final long largest;
  private final int part;
  private int due;
  private long sent;
  private boolean any;

  /**
   * Nothing yet.
   *
   * @param kept bytes up to which nothing is sent
   * @param largest bytes that it may not pass
   */
  RowStream(int kept, long largest, Client to, Deadline until) {
    this.to = to;
    this.until = until;
    this.largest = Math.max(kept, largest);
    this.out = new JsonOutput((int) Math.min(Integer.MAX_VALUE - 8, this.largest));
    this.due = kept;
    this.part =
        Math.min(PART, kept); // what is left in the end is as small as an answer in one piece
    out.raw('[');
  }

  /**
   * Adds rows.
   *
   * @throws dev.santokit.server.call.Refusal RESULT_TOO_LARGE, or TIMEOUT when the client does not
   *     take them in time
   */
  void take(RowWriter writer, List<Tuple> rows) {
    try {
      for (Tuple row : rows) {
        if (any) {
          out.raw(',');
        }
        any = true;
        writer.write(row, out);
        if (sent + out.length() >= largest) { // there is a bracket to come
          throw Link.tooLarge();
        }
        if (out.length() >= due) {
          send();
        }
      }
    } catch (JsonOutput.TooLarge oneRow) {
      throw Link.tooLarge();
    }
  }

  private void send() {
    to.send(out.bytes(), out.length(), until);
    sent += out.length();
    out.clear();
    due = part;
  }

  /** What was not sent. */
  byte[] rest() {
    out.raw(']');
    return out.toBytes();
  }
}
