package dev.santokit.project.logic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ParametersTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Test
  void what_is_absent_takes_its_default_or_null() {
    var parameters =
        parameters(parameter("limit", "int", false, "20"), parameter("q", "string", false, null));
    assertThat(parameters.read(json("{}")).byName())
        .containsEntry("limit", json("20"))
        .containsEntry("q", NullNode.instance)
        .hasSize(2);
    assertThat(parameters.read(null)).isEqualTo(parameters.read(json("{}")));
    assertThat(parameters.read(json("{'limit': null}"))).isEqualTo(parameters.read(json("{}")));
    assertThat(parameters.read(json("{'limit': 5}")).get("limit")).isEqualTo(json("5"));
    assertThat(parameters.read(json("{}")).toJson()).hasToString("{\"limit\":20}");
  }

  @Test
  void what_is_required_must_be_there_and_not_be_null() {
    var parameters = parameters(parameter("id", "uuid", true, null));
    assertRefused(parameters, "{}", "id", "Missing required parameter: id");
    assertRefused(parameters, "{'id': null}", "id", "Missing required parameter: id");
  }

  @Test
  void what_is_not_declared_is_refused() {
    var parameters = parameters(parameter("id", "int", false, null));
    assertRefused(parameters, "{'id': 1, 'user_id': 2}", "user_id", "Unknown parameter: user_id");
    assertRefused(parameters, "{'user_id': null}", "user_id", "Unknown parameter: user_id");
    assertRefused(Parameters.NONE, "{'a': 1}", "a", "Unknown parameter: a");
  }

  @Test
  void arguments_are_an_object() {
    assertRefused(Parameters.NONE, "[]", null, "params must be an object, not an array");
    assertRefused(Parameters.NONE, "'x'", null, "params must be an object, not a string");
    assertThat(Parameters.NONE.read(NullNode.instance).byName()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          string    | 1                      | must be a string, not a number
          string    | ['a']                  | must be a string, not an array
          string    | '\\ud800'              | must be valid Unicode
          string    | '\\udc00\\ud800'       | must be valid Unicode
          int       | '20'                   | must be an integer, not a string
          int       | 1.5                    | must be an integer, not a number
          int       | 1.0                    | must be an integer, not a number
          int       | 1e2                    | must be an integer, not a number
          int       | true                   | must be an integer, not a boolean
          int       | 9223372036854775808    | must be an integer of at most 64 bits
          number    | '1.5'                  | must be a number, not a string
          number    | {}                     | must be a number, not an object
          bool      | 'true'                 | must be true or false, not a string
          bool      | 1                      | must be true or false, not a number
          uuid      | 1                      | must be a UUID like 0190163d-8694-739b-aea5-966c26f8ad91, not a number
          uuid      | ''                     | must be a UUID like 0190163d-8694-739b-aea5-966c26f8ad91
          uuid      | '0190163d8694739baea5966c26f8ad91'       | must be a UUID like 0190163d-8694-739b-aea5-966c26f8ad91
          uuid      | '0190163d-8694-739b-aea5-966c26f8ad9g'   | must be a UUID like 0190163d-8694-739b-aea5-966c26f8ad91
          uuid      | '0190163d-8694-739b-aea5-966c26f8ad91x'  | must be a UUID like 0190163d-8694-739b-aea5-966c26f8ad91
          uuid      | '0190163d-8694-739b-aea5-966c26f8ad9\u0661'   | must be a UUID like 0190163d-8694-739b-aea5-966c26f8ad91
          date      | 20240229               | must be a date like 2024-02-29, not a number
          date      | '2023-02-29'           | must be a date like 2024-02-29
          date      | '1900-02-29'           | must be a date like 2024-02-29
          date      | '2024-04-31'           | must be a date like 2024-02-29
          date      | '2024-13-01'           | must be a date like 2024-02-29
          date      | '2024-00-01'           | must be a date like 2024-02-29
          date      | '2024-01-00'           | must be a date like 2024-02-29
          date      | '0000-01-01'           | must be a date like 2024-02-29
          date      | '2024-1-1'             | must be a date like 2024-02-29
          date      | 'infinity'             | must be a date like 2024-02-29
          date      | '2024-02-29T00:00:00Z' | must be a date like 2024-02-29
          timestamp | '2024-02-29'           | must be a timestamp like 2024-02-29T12:00:00Z
          timestamp | '2024-02-29 12:00:00'  | must be a timestamp like 2024-02-29T12:00:00Z
          timestamp | '2024-02-29T24:00:00Z' | must be a timestamp like 2024-02-29T12:00:00Z
          timestamp | '2024-02-29T12:60:00Z' | must be a timestamp like 2024-02-29T12:00:00Z
          timestamp | '2024-02-29T12:00:00.Z'| must be a timestamp like 2024-02-29T12:00:00Z
          timestamp | '2024-02-29T12:00:00.0123456789Z' | must be a timestamp like 2024-02-29T12:00:00Z
          timestamp | '2024-02-29T12:00:00+1'           | must be a timestamp like 2024-02-29T12:00:00Z
          timestamp | '2024-02-29T12:00:00+16:00'       | must be a timestamp like 2024-02-29T12:00:00Z
          timestamp | '2024-02-29T12:00:00Zx'           | must be a timestamp like 2024-02-29T12:00:00Z
          array<int>  | 1                    | must be an array, not a number
          array<int>  | [1, '2']             | item 1 must be an integer, not a string
          array<int>  | [1, null]            | item 1 must be an integer, not null
          array<uuid> | ['x']                | item 0 must be a UUID like 0190163d-8694-739b-aea5-966c26f8ad91
          """)
  void nothing_is_converted(String type, String value, String fault) {
    assertRefused(
        parameters(parameter("p", type, false, null)),
        "{'p': " + value + "}",
        "p",
        "Invalid parameter p: " + fault);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          string    | ''
          string    | '\\ud83d\\ude00'
          int       | -9223372036854775808
          int       | 9223372036854775807
          number    | 1
          number    | -1.5e300
          bool      | false
          json      | 'x'
          json      | [null]
          uuid      | '0190163d-8694-739b-AEA5-966c26f8ad91'
          date      | '2024-02-29'
          date      | '2000-02-29'
          date      | '9999-12-31'
          date      | '0001-01-01'
          timestamp | '2024-02-29T23:59:59'
          timestamp | '2024-02-29T12:00:00Z'
          timestamp | '2024-02-29T12:00:00.123456789+05:30'
          timestamp | '2024-02-29T12:00:00-15:59'
          array<int>  | []
          array<int>  | [1, 2]
          array<json> | [null, 1]
          """)
  void what_fits_is_taken_as_it_is(String type, String value) {
    var parameters = parameters(parameter("p", type, true, null));
    JsonNode sent = json("{'p': " + value + "}");
    assertThat(parameters.read(sent).get("p")).isSameAs(sent.get("p"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          int         | 0     | must be at least 1
          int         | 4     | must be at most 3
          number      | 0.99  | must be at least 1
          number      | 3.001 | must be at most 3
          string      | ''    | must have at least 1 characters
          string      | 'abcd'| must have at most 3 characters
          array<bool> | []    | must have at least 1 items
          array<bool> | [true, true, true, true] | must have at most 3 items
          """)
  void bounds_hold(String type, String value, String fault) {
    var bounded =
        new Parameter(
            "p",
            ParameterType.of(type).orElseThrow(),
            false,
            null,
            BigDecimal.ONE,
            new BigDecimal("3.0"),
            null);
    assertRefused(
        parameters(bounded), "{'p': " + value + "}", "p", "Invalid parameter p: " + fault);
    for (String within : new String[] {"1", "3", "'a'", "'abc'", "'\\ud83d\\ude00bc'", "[true]"}) {
      JsonNode inside = json(within);
      if (bounded.type().fault(inside) == null) {
        assertThat(bounded.fault(inside)).isNull();
      }
    }
  }

  @Test
  void numbers_that_would_fill_the_memory_when_written_out_are_refused() {
    var number = parameter("p", "number", false, null);
    assertThat(number.fault(DecimalNode.valueOf(new BigDecimal("1e999999999"))))
        .contains("at most 1,000 digits");
    assertThat(number.fault(DecimalNode.valueOf(new BigDecimal("1e-999999999"))))
        .contains("at most 1,000 digits");
    assertThat(number.fault(BigIntegerNode.valueOf(BigInteger.TEN.pow(2000))))
        .contains("at most 1,000 digits");
    assertThat(number.fault(DoubleNode.valueOf(Double.POSITIVE_INFINITY)))
        .isEqualTo("must be a finite number");
  }

  @ParameterizedTest
  @EnumSource
  void generated_values_of_a_type_are_taken(ParameterType.Scalar type) {
    Generated.each(
        200,
        generated -> {
          assertThat(type.fault(generated.value(type))).isNull();
          var array = new ParameterType.Array(type);
          assertThat(array.fault(generated.value(array))).isNull();
        });
  }

  @Test
  void types_have_words() {
    for (ParameterType.Scalar type : ParameterType.Scalar.values()) {
      assertThat(type.word()).isEqualTo(type.name().toLowerCase(Locale.ROOT));
      assertThat(ParameterType.of(type.word())).contains(type);
      var array = new ParameterType.Array(type);
      assertThat(ParameterType.of(array.word())).contains(array);
    }
    assertThat(ParameterType.of("array<array<int>>")).isEmpty();
    assertThat(ParameterType.of("integer")).isEmpty();
  }

  @Test
  void a_name_that_is_not_declared_has_no_argument() {
    assertThatThrownBy(() -> Parameters.NONE.read(null).get("x"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(parameters(parameter("q", "string", false, null)).read(json("{'q': 'a'}")).get("q"))
        .isEqualTo(TextNode.valueOf("a"));
  }

  private static Parameter parameter(
      String name, String type, boolean required, @Nullable String standing) {
    return new Parameter(
        name,
        ParameterType.of(type).orElseThrow(),
        required,
        standing == null ? null : json(standing),
        null,
        null,
        null);
  }

  private static Parameters parameters(Parameter... parameters) {
    var byName = new LinkedHashMap<String, Parameter>();
    for (Parameter parameter : parameters) {
      byName.put(parameter.name(), parameter);
    }
    return new Parameters(byName);
  }

  private static void assertRefused(
      Parameters parameters, String sent, @Nullable String parameter, String message) {
    assertThatThrownBy(() -> parameters.read(json(sent)))
        .isInstanceOfSatisfying(
            ArgumentRefused.class,
            e -> {
              assertThat(e).hasMessage(message);
              assertThat(e.parameter()).isEqualTo(parameter);
            });
  }

  private static JsonNode json(String text) {
    try {
      return MAPPER.readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new AssertionError(text, e);
    }
  }
}
