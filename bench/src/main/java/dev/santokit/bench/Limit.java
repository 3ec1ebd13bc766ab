package dev.santokit.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.text.ParseException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * What someone writes by hand who needs these two calls and no framework: the same token check, the
 * same pool behind the same kind of semaphore, the same JSON. It has no releases, no other
 * functions, no access rules, no limits, no request ids and no log.
 */
final class Limit {

  private static final int POOL = 10;
  private static final byte[] HEALTHY = "OK".getBytes(StandardCharsets.UTF_8);

  /** The statement of the call by id. */
  static final String SQL = "SELECT id, name, email, active, created_at FROM users WHERE id = ?";

  private static final String LIST =
      "SELECT id, name, email, active, created_at FROM users ORDER BY id LIMIT ?";

  private final ObjectMapper input = new ObjectMapper();
  private final JsonFactory output = new JsonFactory();
  private final Semaphore connections = new Semaphore(POOL, true);
  private final HikariDataSource pool;
  private final MACVerifier verifier;

  /**
   * @param postgres port of the database on this machine
   * @param secret of the tokens
   */
  Limit(int postgres, String secret) throws JOSEException {
    var config = new HikariConfig();
    config.setJdbcUrl("jdbc:postgresql://127.0.0.1:" + postgres + "/postgres?prepareThreshold=1");
    config.setUsername("postgres");
    config.setMaximumPoolSize(POOL);
    pool = new HikariDataSource(config);
    verifier = new MACVerifier(secret.getBytes(StandardCharsets.UTF_8));
  }

  /** Says that the server lives. */
  static Reply health() {
    return new Reply(200, HEALTHY);
  }

  /**
   * Answers a call.
   *
   * @param authorization the header; null without one
   */
  Reply call(@Nullable String authorization, byte[] body) {
    try {
      if (!isValid(authorization)) {
        return Reply.error(401, "AUTHENTICATION_ERROR");
      }
      JsonNode call = input.readTree(body);
      return switch (call.path("path").asText()) {
        case "users/get" -> rows(SQL, call.path("params").path("id"));
        case "crud/main/users/select" -> rows(LIST, call.path("params").path("limit"));
        default -> Reply.error(404, "NOT_FOUND");
      };
    } catch (IOException noJson) {
      return Reply.error(400, "VALIDATION_ERROR");
    } catch (SQLException | InterruptedException failed) {
      return Reply.error(500, "INTERNAL_ERROR");
    }
  }

  @SuppressWarnings("JavaUtilDate") // what the library gives
  private boolean isValid(@Nullable String authorization) {
    if (authorization == null || !authorization.startsWith("Bearer ")) {
      return false;
    }
    try {
      var token = SignedJWT.parse(authorization.substring("Bearer ".length()));
      if (!token.getHeader().getAlgorithm().equals(JWSAlgorithm.HS256) || !token.verify(verifier)) {
        return false;
      }
      JWTClaimsSet claims = token.getJWTClaimsSet();
      return claims.getSubject() != null
          && claims.getExpirationTime() != null
          && claims.getExpirationTime().getTime() > System.currentTimeMillis();
    } catch (ParseException | JOSEException invalid) {
      return false;
    }
  }

  private Reply rows(String sql, JsonNode parameter)
      throws SQLException, InterruptedException, IOException {
    if (!parameter.isIntegralNumber()) {
      return Reply.error(400, "VALIDATION_ERROR");
    }
    connections.acquire();
    try (Connection connection = pool.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, parameter.longValue());
      var bytes = new ByteArrayOutputStream(256);
      try (ResultSet rows = statement.executeQuery();
          JsonGenerator json = output.createGenerator(bytes)) {
        json.writeStartArray();
        while (rows.next()) {
          json.writeStartObject();
          json.writeNumberField("id", rows.getLong(1));
          json.writeStringField("name", rows.getString(2));
          json.writeStringField("email", rows.getString(3));
          json.writeBooleanField("active", rows.getBoolean(4));
          var created = rows.getObject(5, OffsetDateTime.class);
          json.writeStringField("created_at", DateTimeFormatter.ISO_INSTANT.format(created));
          json.writeEndObject();
        }
        json.writeEndArray();
      }
      return new Reply(200, bytes.toByteArray());
    } finally {
      connections.release();
    }
  }

  /**
   * An answer.
   *
   * @param status of HTTP
   * @param body JSON
   */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  record Reply(int status, byte[] body) {

    private static Reply error(int status, String code) {
      return new Reply(
          status, ("{\"error\":{\"code\":\"" + code + "\"}}").getBytes(StandardCharsets.UTF_8));
    }
  }
}
