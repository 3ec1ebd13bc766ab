package dev.santokit.project.logic;

/**
 * Texts of fixed forms. By hand, since every argument of every call comes through here and a
 * regular expression or java.time would allocate.
 */
final class TextForms {

  private static final int UUID_LENGTH = 36;
  private static final int DATE_LENGTH = "2024-02-29".length();
  private static final int SECONDS_LENGTH = "2024-02-29T12:00:00".length();
  private static final int MOST_FRACTION = 9;

  private TextForms() {}

  /** Whether every surrogate has its other half: what UTF-8 can carry. */
  static boolean isUnicode(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        if (!Character.isHighSurrogate(c)
            || i + 1 == text.length()
            || !Character.isLowSurrogate(text.charAt(i + 1))) {
          return false;
        }
        i++;
      }
    }
    return true;
  }

  /** {@code [A-Za-z_][A-Za-z0-9_]*}, at most {@code longest} characters. */
  static boolean isIdentifier(String text, int longest) {
    if (text.isEmpty() || text.length() > longest || isDigit(text.charAt(0))) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
      if (!letter && !isDigit(c)) {
        return false;
      }
    }
    return true;
  }

  /** {@code 8-4-4-4-12} hexadecimal digits. */
  static boolean isUuid(String text) {
    if (text.length() != UUID_LENGTH) {
      return false;
    }
    for (int i = 0; i < UUID_LENGTH; i++) {
      char c = text.charAt(i);
      boolean hyphen = i == 8 || i == 13 || i == 18 || i == 23;
      if (hyphen ? c != '-' : Character.digit(c, 16) < 0 || c > 'f') {
        return false;
      }
    }
    return true;
  }

  /** {@code YYYY-MM-DD}, a day that exists. Postgres has no year 0. */
  static boolean isDate(String text) {
    return text.length() == DATE_LENGTH && startsWithDate(text);
  }

  /** {@code YYYY-MM-DDTHH:MM:SS}, then a fraction or none, then {@code Z}, an offset or none. */
  static boolean isTimestamp(String text) {
    if (text.length() < SECONDS_LENGTH
        || !startsWithDate(text)
        || text.charAt(DATE_LENGTH) != 'T'
        || !number(text, 11, 2, 23)
        || text.charAt(13) != ':'
        || !number(text, 14, 2, 59)
        || text.charAt(16) != ':'
        || !number(text, 17, 2, 59)) {
      return false;
    }
    int at = SECONDS_LENGTH;
    if (at < text.length() && text.charAt(at) == '.') {
      int digits = 0;
      while (at + 1 + digits < text.length() && isDigit(text.charAt(at + 1 + digits))) {
        digits++;
      }
      if (digits == 0 || digits > MOST_FRACTION) {
        return false;
      }
      at += 1 + digits;
    }
    return at == text.length() || isOffset(text, at);
  }

  private static boolean isOffset(String text, int at) {
    char sign = text.charAt(at);
    if (sign == 'Z') {
      return text.length() == at + 1;
    }
    // Postgres takes offsets of less than 16 hours.
    return (sign == '+' || sign == '-')
        && text.length() == at + "+00:00".length()
        && number(text, at + 1, 2, 15)
        && text.charAt(at + 3) == ':'
        && number(text, at + 4, 2, 59);
  }

  private static boolean startsWithDate(String text) {
    if (!number(text, 0, 4, 9999)
        || text.charAt(4) != '-'
        || !number(text, 5, 2, 12)
        || text.charAt(7) != '-'
        || !number(text, 8, 2, 31)) {
      return false;
    }
    int year = value(text, 0, 4);
    int month = value(text, 5, 2);
    int day = value(text, 8, 2);
    return year > 0 && month > 0 && day > 0 && day <= days(year, month);
  }

  private static int days(int year, int month) {
    return switch (month) {
      case 2 -> year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
      case 4, 6, 9, 11 -> 30;
      default -> 31;
    };
  }

  private static boolean number(String text, int from, int digits, int most) {
    for (int i = from; i < from + digits; i++) {
      if (!isDigit(text.charAt(i))) {
        return false;
      }
    }
    return value(text, from, digits) <= most;
  }

  private static int value(String text, int from, int digits) {
    int value = 0;
    for (int i = from; i < from + digits; i++) {
      value = value * 10 + (text.charAt(i) - '0');
    }
    return value;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
