package dev.santokit.server.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.PlainHeader;
import com.nimbusds.jose.PlainObject;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import dev.santokit.server.TestServer;
import dev.santokit.server.TestTokens;
import dev.santokit.server.call.Caller;
import dev.santokit.server.call.Refusal;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {

  private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
  private static final String OLD = "the secret before, thirty-two bytes and more";

  private final Tokens tokens =
      new Tokens(
          List.of(bytes(TestServer.SECRET), bytes(OLD)), Issuers.none(), InstantSource.fixed(NOW));

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private Caller verify(String token) {
    return tokens.verify(List.of("Bearer " + token), "shop");
  }

  private Refusal refusal(String token) {
    Refusal refusal = catchThrowableOfType(Refusal.class, () -> verify(token));
    assertThat(refusal).as("a refusal of %s", token).isNotNull();
    assertThat(refusal.status()).isEqualTo(401);
    assertThat(refusal.code()).isEqualTo("AUTHENTICATION_ERROR");
    return refusal;
  }

  private static String claims(String more) {
    return "{\"sub\": \"u1\", \"exp\": 1800000060" + (more.isEmpty() ? "" : ", " + more) + "}";
  }

  @Test
  void a_valid_token_says_who_asks() {
    String token =
        TestTokens.signed(claims("\"email\": \"a@b.c\", \"roles\": [\"admin\", \"editor\"]"));

    assertThat(verify(token)).isEqualTo(new Caller.User("u1", "a@b.c", List.of("admin", "editor")));
  }

  @Test
  void without_a_token_the_caller_is_anonymous() {
    assertThat(tokens.verify(List.of(), "shop")).isEqualTo(new Caller.Anonymous());
  }

  @Test
  void the_previous_secret_still_verifies() {
    assertThat(verify(TestTokens.signed(claims(""), OLD)).isAuthenticated()).isTrue();
  }

  @Test
  void a_token_of_another_secret_is_refused() {
    refusal(TestTokens.signed(claims(""), "another secret of thirty-two bytes!!"));
  }

  @Test
  void alg_none_is_refused() {
    refusal(new PlainObject(new PlainHeader(), new Payload(claims(""))).serialize());
    refusal(unsigned("{\"alg\":\"none\"}", claims("")) + ".");
    refusal(unsigned("{\"alg\":\"None\"}", claims("")) + ".");
    refusal(unsigned("{\"alg\":\"HS256\"}", claims("")) + ".");
    refusal(unsigned("{\"alg\":\"HS256\"}", claims("")));
  }

  private static String unsigned(String header, String claims) {
    var encoder = Base64.getUrlEncoder().withoutPadding();
    return encoder.encodeToString(bytes(header)) + "." + encoder.encodeToString(bytes(claims));
  }

  @Test
  void a_public_key_is_no_secret() throws Exception {
    KeyPair keys = KeyPairGenerator.getInstance("RSA").generateKeyPair();
    var signed = new JWSObject(new JWSHeader(JWSAlgorithm.RS256), new Payload(claims("")));
    signed.sign(new RSASSASigner(keys.getPrivate()));
    refusal(signed.serialize());

    // HS256 with the bytes of the public key, which everybody has.
    var confused = new JWSObject(new JWSHeader(JWSAlgorithm.HS256), new Payload(claims("")));
    confused.sign(new MACSigner(keys.getPublic().getEncoded()));
    refusal(confused.serialize());
  }

  @Test
  void another_hmac_with_the_right_secret_is_refused() throws Exception {
    String secret = "a secret of sixty-four bytes, as HS512 wants it, and a little more of it";
    var with512 = new JWSObject(new JWSHeader(JWSAlgorithm.HS512), new Payload(claims("")));
    with512.sign(new MACSigner(secret));
    var others = new Tokens(List.of(bytes(secret)), Issuers.none(), InstantSource.fixed(NOW));

    assertThatThrownBy(() -> others.verify(List.of("Bearer " + with512.serialize()), "shop"))
        .isInstanceOf(Refusal.class);
  }

  @Test
  void critical_headers_that_nobody_knows_are_refused() throws Exception {
    var header =
        new JWSHeader.Builder(JWSAlgorithm.HS256)
            .criticalParams(java.util.Set.of("x"))
            .customParam("x", 1)
            .build();
    var token = new JWSObject(header, new Payload(claims("")));
    token.sign(new MACSigner(bytes(TestServer.SECRET)));
    refusal(token.serialize());
  }

  @Test
  void pitfall_39_a_token_without_exp_is_refused() {
    refusal(TestTokens.signed("{\"sub\": \"u1\"}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1800000000", "0", "-1", "1e3", "\"1900000000\"", "null", "true", "[]"})
  void an_exp_that_is_over_or_no_time_is_refused(String exp) {
    refusal(TestTokens.signed("{\"sub\": \"u1\", \"exp\": " + exp + "}"));
  }

  @Test
  void an_expired_token_is_told_so() {
    assertThat(refusal(TestTokens.signed("{\"sub\": \"u1\", \"exp\": 1799999999}")).text())
        .isEqualTo("The token has expired");
  }

  @Test
  void nbf_has_thirty_seconds_of_skew() {
    assertThat(verify(TestTokens.signed(claims("\"nbf\": 1800000030"))).isAuthenticated()).isTrue();
    refusal(TestTokens.signed(claims("\"nbf\": 1800000031")));
    refusal(TestTokens.signed(claims("\"nbf\": \"tomorrow\"")));
  }

  @Test
  void iss_and_aud_are_absent_or_ours() {
    assertThat(verify(TestTokens.signed(claims("\"iss\": \"shop\", \"aud\": \"shop\""))))
        .isNotNull();
    assertThat(verify(TestTokens.signed(claims("\"aud\": [\"x\", \"shop\"]")))).isNotNull();
    refusal(TestTokens.signed(claims("\"iss\": \"https://elsewhere\"")));
    refusal(TestTokens.signed(claims("\"iss\": 5")));
    refusal(TestTokens.signed(claims("\"aud\": \"other\"")));
    refusal(TestTokens.signed(claims("\"aud\": [\"other\"]")));
    refusal(TestTokens.signed(claims("\"aud\": []")));
    refusal(TestTokens.signed(claims("\"aud\": {\"shop\": \"shop\"}")));
  }

  @Test
  void an_aud_that_is_no_text_and_no_list_is_refused() {
    refusal(TestTokens.signed(claims("\"aud\": {\"a\": \"shop\"}")));
    refusal(TestTokens.signed(claims("\"aud\": []")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"email\": \"a\\u0000b\"",
        "\"email\": \"\\ud800\"",
        "\"roles\": [\"a\\u0000\"]",
        "\"roles\": [\"\\udc00\"]",
      })
  void claims_that_no_database_can_hold_are_refused(String claims) {
    refusal(TestTokens.signed(claims(claims)));
  }

  @Test
  void half_a_character_names_nobody() {
    refusal(TestTokens.signed("{\"sub\": \"\\ud800\", \"exp\": 1800000060}"));
  }

  @Test
  void a_claim_that_stands_there_twice_is_refused() {
    refusal(TestTokens.signed(claims("\"sub\": \"u2\"")));
    refusal(TestTokens.signed("{\"sub\": \"u1\", \"exp\": 1, \"exp\": 1800000060}"));
    refusal(TestTokens.signed(claims("\"roles\": [], \"roles\": [\"admin\"]")));
  }

  @Test
  void id_stands_in_for_sub() {
    assertThat(verify(TestTokens.signed("{\"id\": \"u9\", \"exp\": 1800000060}")))
        .isEqualTo(new Caller.User("u9", null, List.of()));
    assertThat(verify(TestTokens.signed("{\"id\": 42, \"exp\": 1800000060}")))
        .isEqualTo(new Caller.User("42", null, List.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"exp\": 1800000060}",
        "{\"sub\": \"\", \"exp\": 1800000060}",
        "[]",
        "7",
        "\"x\""
      })
  void a_token_that_names_nobody_is_refused(String claims) {
    refusal(TestTokens.signed(claims));
  }

  @Test
  void pitfall_39_claims_beyond_ascii_are_read() {
    assertThat(
            verify(
                TestTokens.signed(claims("\"email\": \"jürgen@büro.example\", \"x\": \"??>>\""))))
        .isEqualTo(new Caller.User("u1", "jürgen@büro.example", List.of()));
  }

  @Test
  void no_token_gives_a_role_of_the_server_itself() {
    assertThat(
            verify(TestTokens.signed(claims("\"roles\": [\"santokit:scheduler\", \"a\"]"))).roles())
        .containsExactly("a");
  }

  @Test
  void long_and_many_claims_are_refused() {
    String kibibyte = "x".repeat(1024);
    assertThat(verify(TestTokens.signed(claims("\"roles\": [\"" + kibibyte + "\"]")))).isNotNull();
    refusal(TestTokens.signed(claims("\"roles\": [\"" + kibibyte + "x\"]")));
    refusal(TestTokens.signed(claims("\"email\": \"" + kibibyte + "x\"")));
    refusal(TestTokens.signed(claims("\"roles\": \"admin\"")));
    refusal(TestTokens.signed(claims("\"roles\": [1]")));
    String many =
        IntStream.range(0, 101).mapToObj(i -> "\"r" + i + "\"").collect(Collectors.joining(","));
    refusal(TestTokens.signed(claims("\"roles\": [" + many + "]")));
  }

  @Test
  void a_huge_token_is_refused() {
    refusal(TestTokens.signed(claims("\"x\": \"" + "y".repeat(20_000) + "\"")));
    refusal(TestTokens.signed(claims("\"x\": " + "[".repeat(2_000) + "]".repeat(2_000))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "...", "a.b.c", "e30.e30.", "%", "e30.e30.e30.e30.e30"})
  void what_is_no_token_is_refused(String token) {
    refusal(token);
  }

  @Test
  void only_one_bearer_header_is_taken() {
    String token = TestTokens.signed(claims(""));
    assertThat(tokens.verify(List.of("bearer " + token), "shop").isAuthenticated()).isTrue();
    for (var headers :
        List.of(
            List.of("Bearer " + token, "Bearer " + token),
            List.of(token),
            List.of("Basic dTpw"),
            List.of(""))) {
      assertThatThrownBy(() -> tokens.verify(headers, "shop")).isInstanceOf(Refusal.class);
    }
  }

  @Test
  void without_a_secret_every_token_is_refused() {
    var none = new Tokens(List.of(), Issuers.none(), InstantSource.fixed(NOW));
    assertThatThrownBy(
            () -> none.verify(List.of("Bearer " + TestTokens.signed(claims(""))), "shop"))
        .isInstanceOf(Refusal.class);
  }

  @Test
  void a_secret_of_less_than_32_bytes_is_none() {
    assertThatThrownBy(
            () -> new Tokens(List.of(new byte[31]), Issuers.none(), InstantSource.system()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 32");
  }
}
