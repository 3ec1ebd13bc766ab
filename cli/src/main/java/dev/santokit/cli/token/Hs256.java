package dev.santokit.cli.token;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** JSON Web Tokens signed with a shared secret (RFC 7515, HS256). */
public final class Hs256 {

  /** RFC 7518 asks for a key as long as the hash; servers refuse shorter ones. */
  public static final int SHORTEST_SECRET_BYTES = 32;

  private Hs256() {}

  /**
   * The token in its compact form.
   *
   * @param secret at least {@link #SHORTEST_SECRET_BYTES} bytes in UTF-8
   */
  public static String sign(ObjectNode claims, String secret) {
    ObjectNode header = JsonNodeFactory.instance.objectNode().put("alg", "HS256").put("typ", "JWT");
    String signed = encode(header.toString()) + "." + encode(claims.toString());
    return signed + "." + encode(mac(signed, secret));
  }

  private static byte[] mac(String text, String secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException absent) {
      throw new IllegalStateException("every JDK has HmacSHA256", absent);
    }
  }

  private static String encode(String text) {
    return encode(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
