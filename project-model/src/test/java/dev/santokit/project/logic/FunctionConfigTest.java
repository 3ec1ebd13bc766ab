package dev.santokit.project.logic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FunctionConfigTest {

  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
  private static final String LEAST =
      "{'target':'main','access':'public','readOnly':false,'params':{},'secrets':[],'tags':[]}";

  @Test
  void it_is_the_same_after_a_way_through_json() {
    Generated.each(
        2000,
        generated -> {
          FunctionConfig config = generated.config();
          assertThat(FunctionConfig.fromJson(config.toJson())).isEqualTo(config);
          assertThat(FunctionConfig.fromJson(json(config.toJson().toString()))).isEqualTo(config);
        });
  }

  @Test
  void the_order_of_names_means_nothing() {
    var access = new Access.Roles(List.of("b", "a", "b"));
    assertThat(access).isEqualTo(new Access.Roles(List.of("a", "b")));
    assertThat(access.toJson()).hasToString("[\"a\",\"b\"]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'tags':[]}     | 'tags':[],'schedule':'5m'} | unknown key "schedule" in config
          'tags':[]}     | 'tags':[],'cache':'60s'}   | cache is no object
          'tags':[]}     | 'tags':[],'cache':{'ttl':0,'scope':'public'}}     | ttl is no number of milliseconds
          'tags':[]}     | 'tags':[],'cache':{'ttl':1}}                      | cache has no scope
          'public'       | 'authenticated','cache':{'ttl':1,'scope':'public'} | answers are kept for everyone where not everyone may call
          'tags':[]}     | 'tags':[],'rateLimit':{'limit':0,'per':1,'key':'ip'}} | a rate limit admits from 1 to 1000000 calls
          'tags':[]}     | 'tags':[],'rateLimit':{'limit':1,'per':'1m','key':'ip'}} | per is no number of milliseconds
          'tags':[]}     | 'tags':[],'rateLimit':{'limit':1,'per':1}}        | rateLimit has no limit or no key
          'readOnly'     | 'readonly'                 | unknown key "readonly" in config
          'main'         | 1                          | target is no string
          'public'       | 'admin'                    | access is no list
          'public'       | []                         | access for no role admits nobody
          'public'       | [1]                        | access is no list of strings
          false          | 'no'                       | readOnly is no boolean
          'params':{}    | 'params':[]                | params is no object
          'params':{}    | 'params':{'a':1}           | parameter a is no object
          'params':{}    | 'params':{'user_id':{'type':'uuid','required':false}} | "user_id" is no name of a parameter
          'params':{}    | 'params':{'a b':{'type':'uuid','required':false}}     | "a b" is no name of a parameter
          'params':{}    | 'params':{'a':{}}          | parameter a has no known type
          'params':{}    | 'params':{'a':{'type':'int','required':false,'default':'1'}} | the default of parameter a is none of its values
          'params':{}    | 'params':{'a':{'type':'int','required':false,'min':'1'}}     | min is no number
          'params':{}    | 'params':{'a':{'type':'number','required':false,'default':1e999999999}} | the number is too large for a release
          'tags':[]      | 'tags':[],'returns':[9007199254740993] | integers in a release are within 2^53, which JSON keeps everywhere
          'tags':[]      | 'tags':[],'timeout':0      | timeout is no number of milliseconds
          'tags':[]      | 'tags':{}                  | tags is no list
          """)
  void what_is_something_else_is_refused(String part, String other, String reason) {
    assertThat(FunctionConfig.fromJson(json(LEAST.replace('\'', '"')))).isNotNull();
    String text = LEAST.replace(part, other).replace('\'', '"');
    assertThatThrownBy(() -> FunctionConfig.fromJson(json(text)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(reason);
  }

  @Test
  void access_admits_whom_it_names() {
    List<String> roles = List.of("support", "admin");
    assertThat(new Access.Public().admits(false, List.of())).isTrue();
    assertThat(new Access.Authenticated().admits(false, List.of())).isFalse();
    assertThat(new Access.Authenticated().admits(true, List.of())).isTrue();
    assertThat(new Access.Roles(List.of("admin")).admits(true, roles)).isTrue();
    assertThat(new Access.Roles(List.of("owner")).admits(true, roles)).isFalse();
    assertThat(new Access.Roles(List.of("admin")).admits(false, roles)).isFalse();
  }

  private static JsonNode json(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError(text, e);
    }
  }
}
