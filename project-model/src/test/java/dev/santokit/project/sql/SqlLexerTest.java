package dev.santokit.project.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlLexerTest {

  /**
   * One odd text each, and how it is cut: W a word, Q a quoted name, S a string, N a number, P a
   * parameter, D a numbered one, O an operator, M punctuation, C a comment. ␤ is a line end.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '\0',
      textBlock =
          """
          SELECT :id                   ¦ W:SELECT P::id
          :a:b                         ¦ P::a P::b
          :_a1_B                       ¦ P::_a1_B
          x::text                      ¦ W:x M::: W:text
          :x::jsonb                    ¦ P::x M::: W:jsonb
          x:::y                        ¦ W:x M::: P::y
          f(a:=:b)                     ¦ W:f M:( W:a M::= P::b M:)
          f(a=>:b)                     ¦ W:f M:( W:a O:=> P::b M:)
          a[1:2]                       ¦ W:a M:[ N:1 M:: N:2 M:]
          a[1:n]                       ¦ W:a M:[ N:1 M:: W:n M:]
          a[:n]                        ¦ W:a M:[ P::n M:]
          a[: n]                       ¦ W:a M:[ M:: W:n M:]
          a[1: :n]                     ¦ W:a M:[ N:1 M:: P::n M:]
          a[:lo: :hi]                  ¦ W:a M:[ P::lo M:: P::hi M:]
          a[:lo:hi]                    ¦ W:a M:[ P::lo M:: W:hi M:]
          a[b:c]                       ¦ W:a M:[ W:b M:: W:c M:]
          a["b":c]                     ¦ W:a M:[ Q:"b" M:: W:c M:]
          a[(:b):c]                    ¦ W:a M:[ M:( P::b M:) M:: W:c M:]
          a[f(x,:b)]                   ¦ W:a M:[ W:f M:( W:x M:, P::b M:) M:]
          a[b[1]:c]                    ¦ W:a M:[ W:b M:[ N:1 M:] M:: W:c M:]
          a[1+:b]                      ¦ W:a M:[ N:1 O:+ P::b M:]
          a[1::int:2]                  ¦ W:a M:[ N:1 M::: W:int M:: N:2 M:]
          ARRAY[:a,:b]                 ¦ W:ARRAY M:[ P::a M:, P::b M:]
          ARRAY[CASE WHEN :a THEN :b ELSE :c END] ¦ W:ARRAY M:[ W:CASE W:WHEN P::a W:THEN P::b W:ELSE P::c W:END M:]
          a[:]                         ¦ W:a M:[ M:: M:]
          '12:30'                      ¦ S:'12:30'
          'it''s :x'                   ¦ S:'it''s :x'
          'a\\' :x                     ¦ S:'a\\' P::x
          E'a\\':x'                    ¦ S:E'a\\':x'
          e'\\\\':x                    ¦ S:e'\\\\' P::x
          E'''\\'''':x                 ¦ S:E'''\\'''' P::x
          B'01' x'FF' N'a'             ¦ S:B'01' S:x'FF' S:N'a'
          U&'d\\0061' u&"d!0061"       ¦ S:U&'d\\0061' Q:u&"d!0061"
          U & 'a'                      ¦ W:U O:& S:'a'
          E 'a'                        ¦ W:E S:'a'
          nE'a'                        ¦ W:nE S:'a'
          'a'␤'b' :x                   ¦ S:'a'␤'b' P::x
          'a' -- c␤  -- d␤ 'b;'        ¦ S:'a' -- c␤  -- d␤ 'b;'
          'a' 'b'                      ¦ S:'a' S:'b'
          'a' -- '␤x                   ¦ S:'a' C:-- ' W:x
          'a'␤/* c */'b'               ¦ S:'a' C:/* c */ S:'b'
          "a""b:c"                     ¦ Q:"a""b:c"
          "a"␤"b"                      ¦ Q:"a" Q:"b"
          $$:x '$$                     ¦ S:$$:x '$$
          $a$ $b$ $$ $a$:x             ¦ S:$a$ $b$ $$ $a$ P::x
          $ä$;$ä$                      ¦ S:$ä$;$ä$
          a$b$c                        ¦ W:a$b$c
          a$$ 'x'                      ¦ W:a$$ S:'x'
          $1+$22                       ¦ D:$1 O:+ D:$22
          -- :x '␤:y                   ¦ C:-- :x ' P::y
          --                           ¦ C:--
          /* /* :x */ ' */ :y          ¦ C:/* /* :x */ ' */ P::y
          /**/a/***/b                  ¦ C:/**/ W:a C:/***/ W:b
          a--b                         ¦ W:a C:--b
          a-/*b*/-c                    ¦ W:a O:- C:/*b*/ O:- W:c
          a+--b                        ¦ W:a O:+ C:--b
          a=-1                         ¦ W:a O:= O:- N:1
          a@-1                         ¦ W:a O:@- N:1
          a*+-b                        ¦ W:a O:* O:+ O:- W:b
          a<>-b                        ¦ W:a O:<> O:- W:b
          a?b ?| c ?& d @? e           ¦ W:a O:? W:b O:?| W:c O:?& W:d O:@? W:e
          a->>'b'#>>'{c}'              ¦ W:a O:->> S:'b' O:#>> S:'{c}'
          :a?:b                        ¦ P::a O:? P::b
          1.5 .5 1. 1e3 1.5E-3         ¦ N:1.5 N:.5 N:1. N:1e3 N:1.5E-3
          1_000 0xFF_0 0o17 0B01       ¦ N:1_000 N:0xFF_0 N:0o17 N:0B01
          1..10                        ¦ N:1 M:.. N:10
          1.5.3                        ¦ N:1.5 N:.3
          t.a.*                        ¦ W:t M:. W:a M:. O:*
          größe=:x                     ¦ W:größe O:= P::x
          日本 "日本" :x                 ¦ W:日本 Q:"日本" P::x
          JSON_OBJECT('k' : v)         ¦ W:JSON_OBJECT M:( S:'k' M:: W:v M:)
          : x ; :1                     ¦ M:: W:x M:; M:: N:1
          """)
  void text_is_cut_where_postgres_cuts_it(String text, String expected) throws SqlSyntaxError {
    String sql = text.replace('␤', '\n');
    assertThat(written(sql)).isEqualTo(expected);
  }

  @Test
  void tokens_cover_the_text_without_gaps() throws SqlSyntaxError {
    String sql = "\tSELECT\r\n :a -- x\n";
    assertThat(SqlLexer.tokens(sql))
        .containsExactly(
            new SqlToken(SqlToken.Kind.WHITESPACE, 0, 1),
            new SqlToken(SqlToken.Kind.WORD, 1, 7),
            new SqlToken(SqlToken.Kind.WHITESPACE, 7, 10),
            new SqlToken(SqlToken.Kind.PARAMETER, 10, 12),
            new SqlToken(SqlToken.Kind.WHITESPACE, 12, 13),
            new SqlToken(SqlToken.Kind.COMMENT, 13, 17),
            new SqlToken(SqlToken.Kind.WHITESPACE, 17, 18));
    assertThat(SqlLexer.tokens("")).isEmpty();
  }

  /** The stretch between ‹ and › is what the error is about. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '\0',
      textBlock =
          """
          SELECT ‹'›a                ¦ SQL_UNTERMINATED ¦ this string is never closed
          SELECT 'a' ‹'›             ¦ SQL_UNTERMINATED ¦ this string is never closed
          SELECT ‹E›'a\\'            ¦ SQL_UNTERMINATED ¦ this string is never closed
          SELECT ‹E›'\\              ¦ SQL_UNTERMINATED ¦ this string is never closed
          SELECT ‹'›a'␤'b            ¦ SQL_UNTERMINATED ¦ this string is never closed
          SELECT ‹"›a                ¦ SQL_UNTERMINATED ¦ this name is never closed
          SELECT ‹""›                ¦ SQL_SYNTAX       ¦ a name of no characters
          SELECT ‹U&""›              ¦ SQL_SYNTAX       ¦ a name of no characters
          SELECT ‹$$› $a$            ¦ SQL_UNTERMINATED ¦ this string is never closed
          SELECT ‹$a$› $A$ $$        ¦ SQL_UNTERMINATED ¦ this string is never closed
          SELECT ‹/*› /* */          ¦ SQL_UNTERMINATED ¦ this comment is never closed
          SELECT 1 ‹/*›/             ¦ SQL_UNTERMINATED ¦ this comment is never closed
          SELECT E'a'␤‹'›b'          ¦ SQL_SYNTAX       ¦ a string E'…' goes on here
          SELECT ‹(›a[1]             ¦ SQL_UNBALANCED   ¦ this ( is never closed
          SELECT (a‹[›1)]            ¦ SQL_UNBALANCED   ¦ this [ is never closed
          SELECT a‹)›                ¦ SQL_UNBALANCED   ¦ this ) closes nothing
          SELECT ‹(›a]               ¦ SQL_UNBALANCED   ¦ this ( is never closed
          SELECT ‹\\›d               ¦ SQL_SYNTAX       ¦ the character \\ means nothing here
          SELECT ‹$›x                ¦ SQL_SYNTAX       ¦ the character $ means nothing here
          SELECT ‹{›                 ¦ SQL_SYNTAX       ¦ the character { means nothing here
          SELECT a ‹\0›              ¦ SQL_SYNTAX       ¦ the character U+0000 means nothing here
          SELECT '‹\0›'              ¦ SQL_SYNTAX       ¦ the character U+0000 means nothing here
          SELECT a ‹\013›          ¦ SQL_SYNTAX       ¦ the character U+000B means nothing here
          SELECT ‹1a›                ¦ SQL_SYNTAX       ¦ the number 1 runs into a
          SELECT ‹1e›                ¦ SQL_SYNTAX       ¦ the number 1 runs into e
          SELECT ‹0x›                ¦ SQL_SYNTAX       ¦ the number 0 runs into x
          SELECT ‹0b12›              ¦ SQL_SYNTAX       ¦ the number 0b1 runs into 2
          SELECT ‹$1a›               ¦ SQL_SYNTAX       ¦ the number $1 runs into a
          SELECT ‹1$$a$$›            ¦ SQL_SYNTAX       ¦ the number 1 runs into $$a$$
          SELECT ‹1__0›              ¦ SQL_SYNTAX       ¦ the number 1 runs into __0
          SELECT ‹:größe›            ¦ SQL_SYNTAX       ¦ :größe is no name of a parameter
          SELECT ‹:a$b›              ¦ SQL_SYNTAX       ¦ :a$b is no name of a parameter
          """)
  void what_postgres_could_not_read_is_an_error_with_its_place(
      String marked, String code, String what) {
    String written = marked.replace('␤', '\n');
    String sql = written.replace("‹", "").replace("›", "");
    var error = catchThrowableOfType(SqlSyntaxError.class, () -> SqlLexer.tokens(sql));
    assertThat(error.code().name()).isEqualTo(code);
    assertThat(error.what()).isEqualTo(what);
    assertThat(error.from()).isEqualTo(written.indexOf('‹'));
    assertThat(error.to()).isEqualTo(written.indexOf('›') - 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"(", "/*", "'a'\n", "$a$", "a-", "[:", "''", "\"\"", "1.", "--\n", "E'\\"})
  @Timeout(30)
  void a_long_text_takes_no_longer_than_its_length_asks_for(String piece) {
    String sql = piece.repeat(100_000);
    try {
      SqlLexer.tokens(sql);
    } catch (SqlSyntaxError refused) {
      assertThat(refused.to()).isLessThanOrEqualTo(sql.length());
    }
  }

  private static String written(String sql) throws SqlSyntaxError {
    return SqlLexer.tokens(sql).stream()
        .filter(token -> token.kind() != SqlToken.Kind.WHITESPACE)
        .map(token -> letter(token.kind()) + ":" + token.text(sql).replace('\n', '␤'))
        .collect(Collectors.joining(" "));
  }

  private static String letter(SqlToken.Kind kind) {
    return switch (kind) {
      case WORD -> "W";
      case QUOTED_NAME -> "Q";
      case STRING -> "S";
      case NUMBER -> "N";
      case PARAMETER -> "P";
      case POSITIONAL_PARAMETER -> "D";
      case OPERATOR -> "O";
      case PUNCTUATION -> "M";
      case COMMENT -> "C";
      case WHITESPACE -> " ";
    };
  }
}
