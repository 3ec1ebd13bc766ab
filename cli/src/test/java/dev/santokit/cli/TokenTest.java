package dev.santokit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.santokit.cli.terminal.ExitCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenTest {

  private static final String SECRET = "0123456789abcdef0123456789abcdef";

  @TempDir Path folder;

  @BeforeEach
  void a_project_with_a_secret() throws Exception {
    Files.writeString(folder.resolve("stk.config.json"), "{\"project_id\": \"app\"}");
    auth("jwt: {secret: \"${JWT_SECRET}\"}");
    Files.createDirectories(folder.resolve(".stk"));
    Files.writeString(folder.resolve(".stk/secrets.env"), "# ours\nJWT_SECRET=" + SECRET + "\n");
  }

  @Test
  void it_is_signed_with_the_projects_secret() throws Exception {
    StkRun run =
        stk("token", "--sub", "42", "--email", "ada@example.com", "--role", "admin", "--role", "b")
            .exits(ExitCode.DONE);
    String[] parts = run.out().strip().split("\\.");
    assertThat(json(parts[0]).toString()).isEqualTo("{\"alg\":\"HS256\",\"typ\":\"JWT\"}");
    JsonNode claims = json(parts[1]);
    assertThat(claims.path("sub").asText()).isEqualTo("42");
    assertThat(claims.path("email").asText()).isEqualTo("ada@example.com");
    assertThat(claims.path("roles").toString()).isEqualTo("[\"admin\",\"b\"]");
    assertThat(parts[2]).isEqualTo(mac(parts[0] + "." + parts[1], SECRET));
    assertThat(run.err()).isEmpty();
  }

  @Test
  void it_expires() throws Exception {
    long before = Instant.now().getEpochSecond();
    JsonNode claims = json(stk("token", "--expires-in", "10m").out().split("\\.")[1]);
    assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isEqualTo(600);
    assertThat(claims.path("iat").asLong()).isBetween(before, Instant.now().getEpochSecond());
  }

  @Test
  void it_lives_as_long_as_the_project_says() throws Exception {
    assertThat(life(stk("token"))).isEqualTo(3600);
    auth("jwt: {secret: \"${JWT_SECRET}\", expiresIn: 15m}");
    assertThat(life(stk("token"))).isEqualTo(900);
    assertThat(life(StkRun.In.folder(folder).input(SECRET).stk("token", "--secret-stdin")))
        .isEqualTo(900);
  }

  @Test
  void the_secret_is_the_one_that_the_project_names() throws Exception {
    String other = "fedcba9876543210fedcba9876543210";
    auth("jwt: {secret: \"${APP_SECRET}\"}");
    stk("token").exits(ExitCode.FAILED).complains("APP_SECRET is not in").complains("stk dev");
    String token =
        StkRun.In.folder(folder).variable("APP_SECRET", other).stk("token").out().strip();
    String signed = token.substring(0, token.lastIndexOf('.'));
    assertThat(token).isEqualTo(signed + "." + mac(signed, other));
  }

  @Test
  void a_project_that_takes_no_tokens_says_so() throws Exception {
    Files.delete(folder.resolve("config/auth.yaml"));
    stk("token").exits(ExitCode.FAILED).complains("takes no tokens").complains("jwt:");
  }

  @Test
  void a_configuration_with_errors_is_shown() throws Exception {
    auth("jwt: {secret: abc}");
    stk("token").exits(ExitCode.FAILED).complains("config/auth.yaml:1:15: ");
  }

  @Test
  void the_project_is_found_upwards() throws Exception {
    Path below = Files.createDirectories(folder.resolve("logic/users"));
    StkRun.In.folder(below).stk("token").exits(ExitCode.DONE);
  }

  @Test
  void a_secret_on_standard_input_needs_no_project() throws Exception {
    String other = "fedcba9876543210fedcba9876543210";
    StkRun run =
        StkRun.In.folder(folder.getRoot())
            .input(other + "\n")
            .stk("token", "--secret-stdin")
            .exits(ExitCode.DONE);
    List<String> parts = List.of(run.out().strip().split("\\."));
    assertThat(parts.get(2)).isEqualTo(mac(parts.get(0) + "." + parts.get(1), other));
  }

  @Test
  void a_short_secret_is_refused() {
    StkRun.In.folder(folder)
        .input("short")
        .stk("token", "--secret-stdin")
        .exits(ExitCode.FAILED)
        .complains("has 5 bytes");
  }

  @Test
  void a_project_without_a_secret_is_told_how_to_get_one() throws Exception {
    Files.delete(folder.resolve(".stk/secrets.env"));
    stk("token").exits(ExitCode.FAILED).complains("JWT_SECRET is not in").complains("stk dev");
  }

  @Test
  void no_project_is_not_found() {
    StkRun.In.folder(folder.getRoot())
        .stk("token")
        .exits(ExitCode.NOT_FOUND)
        .complains("no stk.config.json here or in a folder above");
  }

  @Test
  void a_duration_that_is_none_is_a_usage_error() {
    stk("token", "--expires-in", "soon").exits(ExitCode.USAGE).complains("a duration like");
  }

  private StkRun stk(String... arguments) {
    return StkRun.In.folder(folder).stk(arguments);
  }

  private void auth(String yaml) throws Exception {
    Files.createDirectories(folder.resolve("config"));
    Files.writeString(folder.resolve("config/auth.yaml"), yaml + "\n");
  }

  private static long life(StkRun run) throws Exception {
    JsonNode claims = json(run.exits(ExitCode.DONE).out().split("\\.")[1]);
    return claims.path("exp").asLong() - claims.path("iat").asLong();
  }

  private static JsonNode json(String part) throws Exception {
    return new ObjectMapper().readTree(Base64.getUrlDecoder().decode(part));
  }

  private static String mac(String text, String secret) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
  }
}
