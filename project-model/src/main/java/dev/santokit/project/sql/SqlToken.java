package dev.santokit.project.sql;

/**
 * A stretch of SQL text.
 *
 * @param from offset of its first character, in UTF-16 units
 * @param to offset after its last character, always above {@code from}
 */
public record SqlToken(Kind kind, int from, int to) {

  /** What a stretch of SQL text is. */
  public enum Kind {
    /** Spaces, tabs, form feeds and line ends. */
    WHITESPACE,
    /** {@code -- …} without its line end, or {@code /* … *}{@code /}, nested ones included. */
    COMMENT,
    /** A keyword or a name without quotes. */
    WORD,
    /** {@code "a name"} or {@code U&"a name"}. */
    QUOTED_NAME,
    /**
     * {@code 'text'}, also with a prefix E, B, X, N or U&amp;, and {@code $$text$$}. What continues
     * it on further lines ({@code 'a'}, line end, {@code 'b'}) belongs to it.
     */
    STRING,
    /** {@code 1}, {@code 1.5e3}, {@code .5}, {@code 0xFF}, {@code 1_000}. */
    NUMBER,
    /** {@code :name}. */
    PARAMETER,
    /** {@code $1}. */
    POSITIONAL_PARAMETER,
    /** A run of {@code + - * / < > = ~ ! @ # % ^ & | ` ?}, as Postgres cuts it. */
    OPERATOR,
    /** One of {@code , ( ) [ ] . ; : :: :=} and {@code ..}. */
    PUNCTUATION
  }

  /** Whether it means something to Postgres: neither space nor comment. */
  public boolean isSignificant() {
    return kind != Kind.WHITESPACE && kind != Kind.COMMENT;
  }

  /** The text that it covers in the SQL that it was read from. */
  public String text(String sql) {
    return sql.substring(from, to);
  }

  /** Whether it is this word without quotes, in whatever case. */
  boolean isWord(String sql, String word) {
    return kind == Kind.WORD
        && to - from == word.length()
        && sql.regionMatches(true, from, word, 0, word.length());
  }

  /** Whether it covers exactly this punctuation. */
  boolean isPunctuation(String sql, String mark) {
    return kind == Kind.PUNCTUATION && to - from == mark.length() && sql.startsWith(mark, from);
  }
}
