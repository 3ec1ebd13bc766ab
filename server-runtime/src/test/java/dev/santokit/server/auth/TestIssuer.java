package dev.santokit.server.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.Ed25519Signer;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetKeyPairGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** An identity provider: signs tokens, and publishes its keys over HTTP. */
public final class TestIssuer implements AutoCloseable {

  /** Made once: a key of RSA takes its time. */
  public static final RSAKey RSA = rsa("rsa");

  public static final RSAKey OTHER_RSA = rsa("other");
  public static final ECKey P256 = elliptic(Curve.P_256);
  public static final ECKey P384 = elliptic(Curve.P_384);
  public static final ECKey P521 = elliptic(Curve.P_521);
  public static final OctetKeyPair ED25519 = pair();

  private final HttpServer server;
  private final AtomicInteger asked = new AtomicInteger();
  private volatile byte[] published;
  private volatile int status = 200;

  public TestIssuer(JWK... keys) {
    publish(keys);
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    server.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          byte[] body =
              switch (path) {
                case "/.well-known/openid-configuration" ->
                    ("{\"issuer\": \"" + uri() + "\", \"jwks_uri\": \"" + uri() + "/jwks\"}")
                        .getBytes(StandardCharsets.UTF_8);
                case "/jwks" -> {
                  asked.incrementAndGet();
                  yield published;
                }
                default -> new byte[0];
              };
          exchange.getResponseHeaders().set("Location", uri() + "/jwks");
          exchange.sendResponseHeaders(path.equals("/moved") ? 302 : status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  /** Its name, and where it listens. */
  public String uri() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Replaces its keys. */
  public void publish(JWK... keys) {
    published = jwks(keys);
  }

  /** Publishes something else. */
  public void publish(byte[] body) {
    published = body;
  }

  /** Answers with this from now on. */
  public void answer(int other) {
    status = other;
  }

  /** How often its keys were asked for. */
  public int asked() {
    return asked.get();
  }

  /** What is published of keys. */
  public static byte[] jwks(JWK... keys) {
    return new JWKSet(List.of(keys)).toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Signs claims as they stand. */
  public static String signed(JWK key, String algorithm, String claims) {
    return signed(
        key, new JWSHeader.Builder(JWSAlgorithm.parse(algorithm)).keyID(key.getKeyID()), claims);
  }

  /** Signs claims as they stand under a header. */
  public static String signed(JWK key, JWSHeader.Builder header, String claims) {
    try {
      var token = new JWSObject(header.build(), new Payload(claims));
      token.sign(signer(key));
      return token.serialize();
    } catch (JOSEException failed) {
      throw new IllegalArgumentException(failed);
    }
  }

  private static JWSSigner signer(JWK key) throws JOSEException {
    return switch (key) {
      case RSAKey rsa -> new RSASSASigner(rsa);
      case ECKey elliptic -> new ECDSASigner(elliptic);
      case OctetKeyPair pair -> new Ed25519Signer(pair);
      default -> throw new IllegalArgumentException(key.getKeyType().toString());
    };
  }

  private static RSAKey rsa(String kid) {
    try {
      return new RSAKeyGenerator(2048).keyID(kid).generate();
    } catch (JOSEException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static ECKey elliptic(Curve curve) {
    try {
      return new ECKeyGenerator(curve).keyID(curve.getName()).generate();
    } catch (JOSEException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static OctetKeyPair pair() {
    try {
      return new OctetKeyPairGenerator(Curve.Ed25519).keyID("ed").generate();
    } catch (JOSEException failed) {
      throw new IllegalStateException(failed);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
