package dev.santokit.project.logic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.santokit.project.Cases;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Whatever a client sends, a function gets what it declares, or the call is refused. */
class HostileParametersTest {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private static final String[] TEXTS = {
    "",
    "1",
    "true",
    "null",
    "2024-02-30",
    "2024-02-29",
    "0000-01-01",
    "2024-02-29T24:00:00Z",
    "2024-02-29T12:00:00",
    "2024-02-29 12:00:00Z",
    "2024-02-29T12:00:60Z",
    "24-02-29",
    "now",
    "infinity",
    "0190163d-8694-739b-aea5-966c26f8ad91",
    "0190163d8694739baea5966c26f8ad91",
    "{0190163d-8694-739b-aea5-966c26f8ad91}",
    "\u0000",
    "\uD800",
    "' OR 1=1 --",
    "\u0661"
  };

  @Test
  void an_argument_is_of_its_type_or_the_call_is_refused() {
    Cases.each(
        15_000,
        random -> {
          var generated = new Generated(random);
          Parameters parameters = generated.parameters();
          ObjectNode given = given(parameters, generated, random);
          try {
            Arguments read = parameters.read(given);
            given
                .fieldNames()
                .forEachRemaining(
                    name -> Cases.require(parameters.byName().containsKey(name), given));
            parameters
                .byName()
                .forEach((name, parameter) ->
                    Cases.require(fits(parameter, read.get(name)), name + " in " + given));
          } catch (ArgumentRefused refused) {
            String name = refused.parameter();
            boolean named = name == null || String.valueOf(refused.getMessage()).contains(name);
            Cases.require(named, given);
          }
        });
  }

  private static ObjectNode given(
      Parameters parameters, Generated generated, RandomGenerator random) {
    ObjectNode given = JSON.objectNode();
    parameters
        .byName()
        .forEach((name, parameter) -> {
          switch (random.nextInt(8)) {
            case 0 -> {}
            case 1 -> given.set(name, generated.value());
            case 2 -> given.put(name, Cases.one(random, TEXTS));
            default -> given.set(name, generated.value(parameter.type()));
          }
        });
    if (random.nextInt(10) == 0) {
      given.set("p" + random.nextInt(12), generated.value());
    }
    return given;
  }

  /** Written without the code that it judges. */
  private static boolean fits(Parameter parameter, JsonNode value) {
    if (value.isNull()) {
      return !parameter.required();
    }
    return isOf(parameter.type(), value);
  }

  private static boolean isOf(ParameterType type, JsonNode value) {
    return switch (type) {
      case ParameterType.Scalar.STRING -> value.isTextual();
      case ParameterType.Scalar.INT ->
          value.isNumber() && value.decimalValue().stripTrailingZeros().scale() <= 0;
      case ParameterType.Scalar.NUMBER -> value.isNumber();
      case ParameterType.Scalar.BOOL -> value.isBoolean();
      case ParameterType.Scalar.JSON -> true;
      case ParameterType.Scalar.UUID -> value.isTextual() && isUuid(value.textValue());
      case ParameterType.Scalar.DATE -> value.isTextual() && isDate(value.textValue());
      case ParameterType.Scalar.TIMESTAMP -> value.isTextual() && isTimestamp(value.textValue());
      case ParameterType.Array(var item) -> {
        boolean all = value.isArray();
        for (JsonNode each : value) {
          all &= each.isNull() || isOf(item, each);
        }
        yield all;
      }
    };
  }

  private static boolean isUuid(String text) {
    try {
      return UUID.fromString(text).toString().equalsIgnoreCase(text);
    } catch (IllegalArgumentException none) {
      return false;
    }
  }

  private static boolean isDate(String text) {
    try {
      return LocalDate.parse(text).toString().equals(text) && !text.startsWith("0000");
    } catch (DateTimeException none) {
      return false;
    }
  }

  private static boolean isTimestamp(String text) {
    try {
      boolean zoned = text.endsWith("Z") || text.indexOf('+') > 0 || text.lastIndexOf('-') > 10;
      return OffsetDateTime.parse(zoned ? text : text + "Z") != null;
    } catch (DateTimeException none) {
      return false;
    }
  }
}
