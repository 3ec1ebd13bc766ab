package dev.santokit.server.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import dev.santokit.server.TestServer;
import dev.santokit.server.TestTokens;
import dev.santokit.server.auth.PublishedKeys.Pace;
import dev.santokit.server.call.Caller;
import dev.santokit.server.call.Refusal;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class IssuersTest {

  private static final String A = "https://a.example";
  private static final String B = "https://b.example/realms/b";
  private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
  private static final Set<String> ALL =
      Set.of("RS256", "RS384", "RS512", "ES256", "ES384", "ES512", "EdDSA");

  /** Soon enough for a test, and nothing happens twice. */
  private static final Pace PACE =
      new Pace(Duration.ofMinutes(10), Duration.ZERO, Duration.ofHours(24), Duration.ofMillis(5));

  private final Map<String, ExternalIssuer> byName = new HashMap<>();
  private final List<String> log = new CopyOnWriteArrayList<>();
  private final AtomicLong nanos = new AtomicLong();
  private @Nullable Issuers started;

  @AfterEach
  void stop() {
    if (started != null) {
      started.close();
    }
  }

  private void issuer(
      String name,
      @Nullable String rolesClaim,
      Set<String> algorithms,
      Pace pace,
      KeySource source) {
    var keys =
        new PublishedKeys(
            name,
            source,
            algorithms,
            pace,
            nanos::get,
            new PublishedKeys.Listener() {
              @Override
              public void away(String reason) {
                log.add("away: " + reason);
              }

              @Override
              public void back() {
                log.add("back");
              }
            });
    byName.put(name, new ExternalIssuer(Set.of("shop-api", "shop-web"), rolesClaim, keys));
  }

  private void issuer(String name, JWK... keys) {
    issuer(name, "roles", ALL, PACE, () -> TestIssuer.jwks(keys));
  }

  private Tokens tokens() throws InterruptedException {
    var issuers = new Issuers(byName);
    started = issuers;
    issuers.start();
    issuers.awaitFirstTry(Duration.ofSeconds(5));
    return new Tokens(
        List.of(TestServer.SECRET.getBytes(StandardCharsets.UTF_8)),
        issuers,
        InstantSource.fixed(NOW));
  }

  private static Caller verify(Tokens tokens, String token) {
    return tokens.verify(List.of("Bearer " + token), "shop");
  }

  private static void refused(Tokens tokens, String token) {
    Refusal refusal = catchThrowableOfType(Refusal.class, () -> verify(tokens, token));
    assertThat(refusal).as("a refusal of %s", token).isNotNull();
    assertThat(refusal.status()).isEqualTo(401);
  }

  private static String claims(String issuer, String more) {
    return "{\"iss\": \"%s\", \"aud\": \"shop-api\", \"sub\": \"u1\", \"exp\": 1800000060%s}"
        .formatted(issuer, more.isEmpty() ? "" : ", " + more);
  }

  static Stream<Arguments> algorithms() {
    return Stream.of(
        Arguments.of(TestIssuer.RSA, "RS256"),
        Arguments.of(TestIssuer.RSA, "RS384"),
        Arguments.of(TestIssuer.RSA, "RS512"),
        Arguments.of(TestIssuer.P256, "ES256"),
        Arguments.of(TestIssuer.P384, "ES384"),
        Arguments.of(TestIssuer.P521, "ES512"),
        Arguments.of(TestIssuer.ED25519, "EdDSA"));
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void a_token_of_an_issuer_says_who_asks(JWK key, String algorithm) throws Exception {
    issuer(A, key, TestIssuer.OTHER_RSA);

    String token =
        TestIssuer.signed(key, algorithm, claims(A, "\"email\": \"ä@b.c\", \"roles\": [\"r\"]"));

    assertThat(verify(tokens(), token)).isEqualTo(new Caller.User("u1", "ä@b.c", List.of("r")));
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void an_algorithm_that_the_project_does_not_allow_is_refused(JWK key, String algorithm)
      throws Exception {
    String other = algorithm.equals("RS256") ? "ES256" : "RS256";
    issuer(
        A, null, Set.of(other), PACE, () -> TestIssuer.jwks(key, TestIssuer.RSA, TestIssuer.P256));

    refused(tokens(), TestIssuer.signed(key, algorithm, claims(A, "")));
  }

  @Test
  void a_key_that_is_bound_to_an_algorithm_verifies_no_other() throws Exception {
    JWK bound = new RSAKey.Builder(TestIssuer.RSA).algorithm(JWSAlgorithm.RS512).build();
    issuer(A, bound);
    Tokens tokens = tokens();

    assertThat(verify(tokens, TestIssuer.signed(TestIssuer.RSA, "RS512", claims(A, ""))))
        .isNotNull();
    refused(tokens, TestIssuer.signed(TestIssuer.RSA, "RS256", claims(A, "")));
  }

  @Test
  void a_key_for_encryption_verifies_nothing() throws Exception {
    issuer(
        A, new RSAKey.Builder(TestIssuer.RSA).keyUse(KeyUse.ENCRYPTION).build(), TestIssuer.P256);

    refused(tokens(), TestIssuer.signed(TestIssuer.RSA, "RS256", claims(A, "")));
  }

  @Test
  void a_token_of_one_issuer_with_the_key_of_another_is_refused() throws Exception {
    issuer(A, TestIssuer.RSA);
    issuer(B, TestIssuer.OTHER_RSA);
    Tokens tokens = tokens();

    assertThat(verify(tokens, TestIssuer.signed(TestIssuer.OTHER_RSA, "RS256", claims(B, ""))))
        .isNotNull();
    refused(tokens, TestIssuer.signed(TestIssuer.OTHER_RSA, "RS256", claims(A, "")));
    var disguised = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("rsa");
    refused(tokens, TestIssuer.signed(TestIssuer.OTHER_RSA, disguised, claims(A, "")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://stranger.example",
        "https://a.example/",
        "https://A.example",
        "a.example",
        ""
      })
  void a_token_of_nobody_that_is_configured_is_refused(String issuer) throws Exception {
    issuer(A, TestIssuer.RSA);

    refused(tokens(), TestIssuer.signed(TestIssuer.RSA, "RS256", claims(issuer, "")));
  }

  @Test
  void a_token_of_an_issuer_never_passes_for_our_own() throws Exception {
    issuer(A, TestIssuer.RSA);
    Tokens tokens = tokens();

    refused(tokens, TestIssuer.signed(TestIssuer.RSA, "RS256", claims("shop", "")));
    refused(
        tokens,
        TestIssuer.signed(TestIssuer.RSA, "RS256", "{\"sub\": \"u1\", \"exp\": 1800000060}"));
    refused(tokens, TestTokens.signed(claims(A, "")));
  }

  @Test
  void hs256_with_a_public_key_as_the_secret_is_refused() throws Exception {
    issuer(A, TestIssuer.RSA, TestIssuer.P256, TestIssuer.ED25519);
    Tokens tokens = tokens();
    byte[] der = TestIssuer.RSA.toPublicKey().getEncoded();
    String pem =
        "-----BEGIN PUBLIC KEY-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
            + "\n-----END PUBLIC KEY-----\n";
    List<byte[]> confusing =
        List.of(
            der,
            pem.getBytes(StandardCharsets.UTF_8),
            TestIssuer.RSA.getModulus().decode(),
            TestIssuer.RSA.toPublicJWK().toString().getBytes(StandardCharsets.UTF_8),
            TestIssuer.P256.toPublicKey().getEncoded(),
            TestIssuer.ED25519.getX().decode());

    for (byte[] secret : confusing) {
      for (String kid : List.of("rsa", "P-256", "ed")) {
        var header = new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(kid).build();
        for (String issuer : List.of(A, "shop")) {
          var token = new JWSObject(header, new Payload(claims(issuer, "")));
          token.sign(new MACSigner(secret));
          refused(tokens, token.serialize());
        }
      }
    }
  }

  @Test
  void a_secret_that_an_issuer_publishes_verifies_nothing() throws Exception {
    byte[] secret = "a published secret of thirty-two bytes".getBytes(StandardCharsets.UTF_8);
    JWK symmetric = new OctetSequenceKey.Builder(secret).keyID("rsa").build();
    String body = "{\"keys\": [" + symmetric + ", " + TestIssuer.P256.toPublicJWK() + "]}";
    issuer(A, null, ALL, PACE, () -> body.getBytes(StandardCharsets.UTF_8));
    var token =
        new JWSObject(
            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("rsa").build(),
            new Payload(claims(A, "")));
    token.sign(new MACSigner(secret));

    refused(tokens(), token.serialize());
  }

  @Test
  void keys_and_addresses_of_keys_that_a_token_carries_are_ignored() throws Exception {
    issuer(A, TestIssuer.RSA);
    Tokens tokens = tokens();
    URI trap = URI.create("http://127.0.0.1:1/jwks");

    for (String kid : List.of("rsa", "other")) {
      refused(
          tokens,
          TestIssuer.signed(
              TestIssuer.OTHER_RSA,
              new JWSHeader.Builder(JWSAlgorithm.RS256)
                  .keyID(kid)
                  .jwk(TestIssuer.OTHER_RSA.toPublicJWK())
                  .jwkURL(trap)
                  .x509CertURL(trap),
              claims(A, "")));
    }
    assertThat(
            verify(
                tokens,
                TestIssuer.signed(
                    TestIssuer.RSA,
                    new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("rsa").jwkURL(trap),
                    claims(A, ""))))
        .isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "foreign",
        "RSA",
        "rsa\u0000",
        "../../../../dev/null",
        "file:///etc/passwd",
        "' OR '1'='1",
        "rsa' UNION SELECT 'x",
        "$(id)",
        "{\"kid\": \"rsa\"}"
      })
  void a_foreign_kid_has_no_key(String kid) throws Exception {
    issuer(A, TestIssuer.RSA);
    var header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(kid);

    refused(tokens(), TestIssuer.signed(TestIssuer.RSA, header, claims(A, "")));
  }

  @Test
  void without_a_kid_there_must_be_one_key_alone() throws Exception {
    issuer(A, TestIssuer.RSA, TestIssuer.P256);
    issuer(B, TestIssuer.RSA, TestIssuer.OTHER_RSA);
    Tokens tokens = tokens();
    var header = new JWSHeader.Builder(JWSAlgorithm.RS256);

    assertThat(verify(tokens, TestIssuer.signed(TestIssuer.RSA, header, claims(A, ""))))
        .isNotNull();
    refused(tokens, TestIssuer.signed(TestIssuer.RSA, header, claims(B, "")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"alg\": \"RS256\", \"kid\": \"rsa\", \"crit\": []}",
        "{\"alg\": \"RS256\", \"kid\": \"rsa\", \"crit\": [\"b64\"], \"b64\": true}",
        "{\"alg\": \"RS256\", \"kid\": \"rsa\", \"kid\": \"rsa\"}",
        "{\"alg\": \"RS256\", \"alg\": \"RS256\", \"kid\": \"rsa\"}",
        "{\"alg\": \"RS256\", \"kid\": 7}",
        "{\"alg\": \"RS256\", \"kid\": null}",
        "{\"alg\": [\"RS256\"], \"kid\": \"rsa\"}",
        "{\"alg\": \"rs256\", \"kid\": \"rsa\"}",
        "{\"alg\": \"none\", \"kid\": \"rsa\"}",
        "{\"kid\": \"rsa\"}",
        "[]",
      })
  void a_header_that_is_not_plain_is_refused(String header) throws Exception {
    issuer(A, TestIssuer.RSA);

    refused(tokens(), signedUnder(header, claims(A, "")));
  }

  @Test
  void the_headers_that_a_test_writes_itself_would_pass_when_they_are_plain() throws Exception {
    issuer(A, TestIssuer.RSA);

    assertThat(
            verify(tokens(), signedUnder("{\"alg\": \"RS256\", \"kid\": \"rsa\"}", claims(A, ""))))
        .isNotNull();
  }

  private static String signedUnder(String header, String claims) throws Exception {
    String text = encoded(header) + "." + encoded(claims);
    var signer = java.security.Signature.getInstance("SHA256withRSA");
    signer.initSign(TestIssuer.RSA.toPrivateKey());
    signer.update(text.getBytes(StandardCharsets.US_ASCII));
    return text + "." + Base64URL.encode(signer.sign());
  }

  private static String encoded(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"sub\": \"u1\", \"exp\": 1800000060",
        "\"aud\": \"shop\", \"sub\": \"u1\", \"exp\": 1800000060",
        "\"aud\": [], \"sub\": \"u1\", \"exp\": 1800000060",
        "\"aud\": \"shop-api\", \"sub\": \"u1\"",
        "\"aud\": \"shop-api\", \"sub\": \"u1\", \"exp\": 1800000000",
        "\"aud\": \"shop-api\", \"sub\": \"u1\", \"exp\": 1800000060, \"nbf\": 1800000031",
        "\"aud\": \"shop-api\", \"sub\": \"u1\", \"sub\": \"u2\", \"exp\": 1800000060",
        "\"aud\": \"shop-api\", \"exp\": 1800000060",
      })
  void claims_of_an_issuer_are_checked_as_well(String claims) throws Exception {
    issuer(A, TestIssuer.RSA);

    refused(
        tokens(),
        TestIssuer.signed(TestIssuer.RSA, "RS256", "{\"iss\": \"" + A + "\", " + claims + "}"));
  }

  @Test
  void one_audience_of_several_is_enough() throws Exception {
    issuer(A, TestIssuer.RSA);
    String claims =
        "{\"iss\": \"%s\", \"aud\": [\"x\", \"shop-web\"], \"sub\": \"u\", \"exp\": 1800000060}";

    assertThat(verify(tokens(), TestIssuer.signed(TestIssuer.RSA, "RS256", claims.formatted(A))))
        .isNotNull();
  }

  @Test
  void roles_of_an_issuer_count_only_where_the_project_says() throws Exception {
    String claims =
        claims(
            A,
            """
            "roles": ["top"], "realm_access": {"roles": ["deep", "santokit:scheduler"]},
            "https://shop.example/roles": ["named"]\
            """);
    String token = TestIssuer.signed(TestIssuer.RSA, "RS256", claims);

    assertThat(rolesBy(null, token)).isEmpty();
    assertThat(rolesBy("roles", token)).containsExactly("top");
    assertThat(rolesBy("realm_access.roles", token)).containsExactly("deep");
    assertThat(rolesBy("https://shop.example/roles", token)).containsExactly("named");
    assertThat(rolesBy("elsewhere.roles", token)).isEmpty();
    assertThat(rolesBy("roles.x", token)).isEmpty();
  }

  private List<String> rolesBy(@Nullable String claim, String token) throws Exception {
    issuer(A, claim, ALL, PACE, () -> TestIssuer.jwks(TestIssuer.RSA));
    return verify(tokens(), token).roles();
  }

  @Test
  void before_the_keys_of_an_issuer_are_known_its_tokens_are_503_and_others_are_not()
      throws Exception {
    issuer(
        A,
        null,
        ALL,
        PACE,
        () -> {
          throw new IOException("gone");
        });
    issuer(B, TestIssuer.RSA);
    Tokens tokens = tokens();

    Refusal refusal =
        catchThrowableOfType(
            Refusal.class,
            () -> verify(tokens, TestIssuer.signed(TestIssuer.RSA, "RS256", claims(A, ""))));
    assertThat(refusal.status()).isEqualTo(503);
    assertThat(refusal.retryAfterSeconds()).isPositive();
    refused(tokens, TestTokens.signed(claims(A, "")));
    assertThat(verify(tokens, TestIssuer.signed(TestIssuer.RSA, "RS256", claims(B, ""))))
        .isNotNull();
    assertThat(verify(tokens, TestTokens.signed("{\"sub\": \"u\", \"exp\": 1800000060}")))
        .isNotNull();
  }

  @Test
  void an_issuer_that_is_away_is_told_of_once_and_asked_again() throws Exception {
    var tries = new AtomicInteger();
    issuer(
        A,
        null,
        ALL,
        PACE,
        () -> {
          if (tries.incrementAndGet() < 4) {
            throw new IOException("gone");
          }
          return TestIssuer.jwks(TestIssuer.RSA);
        });
    Tokens tokens = tokens();

    await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(() -> assertThat(log).containsExactly("away: gone", "back"));
    assertThat(verify(tokens, TestIssuer.signed(TestIssuer.RSA, "RS256", claims(A, ""))))
        .isNotNull();
  }

  @Test
  void a_new_key_is_fetched_when_a_token_names_it_and_outside_its_call() throws Exception {
    var published = new ArrayList<JWK>(List.of(TestIssuer.RSA));
    issuer(A, null, ALL, PACE, () -> TestIssuer.jwks(published.toArray(JWK[]::new)));
    Tokens tokens = tokens();
    published.add(TestIssuer.P256);
    String token = TestIssuer.signed(TestIssuer.P256, "ES256", claims(A, ""));

    refused(tokens, token);

    await()
        .atMost(Duration.ofSeconds(5))
        .pollInterval(Duration.ofMillis(5))
        .until(() -> byName.get(A).keys().current().has(CompactToken.parse(token).orElseThrow()));
    assertThat(verify(tokens, token)).isNotNull();
  }

  @Test
  void foreign_kids_have_keys_fetched_once_a_minute_at_most() throws Exception {
    var fetched = new AtomicInteger();
    var slow =
        new Pace(Duration.ofMinutes(10), Duration.ofMinutes(1), Duration.ofHours(24), PACE.retry());
    issuer(
        A,
        null,
        ALL,
        slow,
        () -> {
          fetched.incrementAndGet();
          return TestIssuer.jwks(TestIssuer.RSA);
        });
    Tokens tokens = tokens();

    refused(tokens, TestIssuer.signed(TestIssuer.P256, "ES256", claims(A, "")));
    await().atMost(Duration.ofSeconds(5)).until(() -> fetched.get() == 2);
    for (int i = 0; i < 200; i++) {
      var header = new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("k" + i);
      refused(tokens, TestIssuer.signed(TestIssuer.P256, header, claims(A, "")));
    }

    assertThat(fetched).hasValue(2);
  }

  @Test
  void a_token_whose_key_has_left_is_refused_though_it_was_valid_before() throws Exception {
    var published = new ArrayList<JWK>(List.of(TestIssuer.RSA));
    issuer(A, null, ALL, PACE, () -> TestIssuer.jwks(published.toArray(JWK[]::new)));
    Tokens tokens = tokens();
    String token = TestIssuer.signed(TestIssuer.RSA, "RS256", claims(A, ""));
    assertThat(verify(tokens, token)).isNotNull();

    published.set(0, TestIssuer.P256);
    String other = TestIssuer.signed(TestIssuer.P256, "ES256", claims(A, ""));
    refused(tokens, other);
    await()
        .atMost(Duration.ofSeconds(5))
        .pollInterval(Duration.ofMillis(5))
        .until(() -> byName.get(A).keys().current().has(CompactToken.parse(other).orElseThrow()));

    refused(tokens, token);
  }

  @Test
  void keys_of_an_issuer_that_is_away_count_for_a_day() throws Exception {
    issuer(A, TestIssuer.RSA);
    Tokens tokens = tokens();
    String token = TestIssuer.signed(TestIssuer.RSA, "RS256", claims(A, ""));
    assertThat(verify(tokens, token)).isNotNull();

    nanos.set(Duration.ofHours(24).toNanos());
    assertThat(verify(tokens, token)).isNotNull();

    nanos.addAndGet(1);
    Refusal refusal = catchThrowableOfType(Refusal.class, () -> verify(tokens, token));
    assertThat(refusal.status()).isEqualTo(503);
  }

  @Test
  void no_mutation_of_a_valid_token_is_accepted() throws Exception {
    issuer(A, TestIssuer.RSA, TestIssuer.P256, TestIssuer.ED25519);
    Tokens tokens = tokens();
    List<String> valid =
        List.of(
            TestTokens.signed("{\"sub\": \"u1\", \"exp\": 1800000060, \"roles\": [\"r\"]}"),
            TestIssuer.signed(TestIssuer.RSA, "RS256", claims(A, "")),
            TestIssuer.signed(TestIssuer.P256, "ES256", claims(A, "")),
            TestIssuer.signed(TestIssuer.ED25519, "EdDSA", claims(A, "")));
    valid.forEach(token -> assertThat(verify(tokens, token)).isNotNull());

    long seed = Long.getLong("santokit.seed", System.nanoTime());
    int count = Integer.getInteger("santokit.cases", 20_000);
    var random = new Random(seed);
    for (int i = 0; i < count; i++) {
      String token = valid.get(random.nextInt(valid.size()));
      String mutated = mutated(token, random);
      if (!valid.contains(mutated.strip())) {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> verify(tokens, mutated));
        assertThat(refusal).as("seed %d, case %d: %s", seed, i, mutated).isNotNull();
      }
    }
  }

  private static final String CHARACTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ {}\"\\\u00e4\u0000";

  private static String mutated(String token, Random random) {
    var text = new StringBuilder(token);
    int changes = 1 + random.nextInt(3);
    for (int i = 0; i < changes && !text.isEmpty(); i++) {
      int at = random.nextInt(text.length());
      switch (random.nextInt(5)) {
        case 0 -> text.setCharAt(at, CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
        case 1 -> text.insert(at, CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
        case 2 -> text.deleteCharAt(at);
        case 3 -> text.setLength(at);
        default -> text.append(token, Math.min(at, token.length()), token.length());
      }
    }
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"keys\": {}}",
        "{\"keys\": []}",
        "{\"keys\": [{\"kty\": \"oct\", \"k\": \"AAAA\"}]}",
        "{\"keys\": [{\"kty\": \"RSA\", \"n\": \"AQAB\", \"e\": \"AQAB\"}]}",
        "{\"keys\": [{\"kty\": \"EC\", \"crv\": \"P-256\", \"x\": \"AQAB\", \"y\": \"AQAB\"}]}",
        "{\"keys\": [1, null, \"x\", {}]}",
        "{\"keys\": [], \"keys\": []}",
        "<html>",
      })
  void what_is_no_set_of_keys_replaces_none(String body) throws Exception {
    var published = new ArrayList<byte[]>(List.of(TestIssuer.jwks(TestIssuer.RSA)));
    issuer(A, null, ALL, PACE, published::getFirst);
    Tokens tokens = tokens();
    published.set(0, body.getBytes(StandardCharsets.UTF_8));

    refused(tokens, TestIssuer.signed(TestIssuer.P256, "ES256", claims(A, "")));
    await().atMost(Duration.ofSeconds(5)).until(() -> !log.isEmpty());

    assertThat(verify(tokens, TestIssuer.signed(TestIssuer.RSA, "RS256", claims(A, ""))))
        .isNotNull();
  }

  @Test
  void private_halves_that_an_issuer_publishes_by_mistake_are_not_kept() throws Exception {
    List<JWK> whole = List.of(TestIssuer.RSA, TestIssuer.P256, TestIssuer.ED25519);
    String body =
        "{\"keys\": [" + String.join(",", whole.stream().map(JWK::toString).toList()) + "]}";
    issuer(A, null, ALL, PACE, () -> body.getBytes(StandardCharsets.UTF_8));
    Tokens tokens = tokens();

    assertThat(whole).allMatch(JWK::isPrivate);
    assertThat(verify(tokens, TestIssuer.signed(TestIssuer.RSA, "RS256", claims(A, ""))))
        .isNotNull();
    assertThat(verify(tokens, TestIssuer.signed(TestIssuer.P256, "ES256", claims(A, ""))))
        .isNotNull();
    assertThat(verify(tokens, TestIssuer.signed(TestIssuer.ED25519, "EdDSA", claims(A, ""))))
        .isNotNull();
  }
}
