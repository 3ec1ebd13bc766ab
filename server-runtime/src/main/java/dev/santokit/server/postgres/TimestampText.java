package dev.santokit.server.postgres;

import dev.santokit.server.json.JsonOutput;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.SignStyle;
import java.time.temporal.ChronoField;

/** Timestamps as RFC 3339 writes them, from DateStyle ISO. */
final class TimestampText {

  /** {@code 2024-02-29 12:00:00.5+05:30:15}, years of more than four digits too. */
  private static final DateTimeFormatter POSTGRES =
      new DateTimeFormatterBuilder()
          .appendValue(ChronoField.YEAR, 4, 9, SignStyle.NEVER)
          .appendPattern("-MM-dd")
          .appendLiteral('T')
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .appendOffset("+HH:mm:ss", "+00")
          .toFormatter();

  private static final DateTimeFormatter UTC =
      new DateTimeFormatterBuilder()
          .appendValue(ChronoField.YEAR, 4, 9, SignStyle.NEVER)
          .appendPattern("-MM-dd'T'HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 6, true)
          .appendLiteral('Z')
          .toFormatter();

  private TimestampText() {}

  /** A timestamptz, in UTC whatever zone the session has. */
  static void instant(byte[] text, int from, int to, JsonOutput out) {
    if (ValueWriter.isInfinite(text, from, to)) {
      out.nothing();
      return;
    }
    byte[] iso = joined(text, from, to);
    int zone = iso.length - 3;
    if (iso[zone] == '+' && iso[zone + 1] == '0' && iso[zone + 2] == '0') {
      iso[zone] = 'Z';
      out.string(iso, 0, zone + 1);
    } else if (iso[iso.length - 1] == 'C') {
      out.string(iso); // before Christ: RFC 3339 has no years for it
    } else {
      String other = new String(iso, StandardCharsets.US_ASCII);
      out.string(
          UTC.format(OffsetDateTime.parse(other, POSTGRES).withOffsetSameInstant(ZoneOffset.UTC)));
    }
  }

  /** A timestamp without a zone. */
  static void local(byte[] text, int from, int to, JsonOutput out) {
    if (ValueWriter.isInfinite(text, from, to)) {
      out.nothing();
    } else {
      out.string(joined(text, from, to));
    }
  }

  /** With the first space as T. */
  private static byte[] joined(byte[] text, int from, int to) {
    byte[] iso = new byte[to - from];
    System.arraycopy(text, from, iso, 0, iso.length);
    int space = 0;
    while (iso[space] != ' ') {
      space++;
    }
    iso[space] = 'T';
    return iso;
  }
}
