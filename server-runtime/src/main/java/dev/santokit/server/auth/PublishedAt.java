package dev.santokit.server.auth;

import com.fasterxml.jackson.databind.JsonNode;
import dev.santokit.server.json.StrictJson;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * The keys of an issuer at the address that is configured, or at the one that its own description
 * (OpenID Connect Discovery) names.
 *
 * @param jwks null when the issuer's description says where
 */
record PublishedAt(KeyClient client, String issuer, @Nullable URI jwks) implements KeySource {

  private static final String DESCRIPTION = "/.well-known/openid-configuration";

  @Override
  public byte[] fetch() throws IOException {
    return client.get(jwks == null ? described() : jwks);
  }

  private URI described() throws IOException {
    String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
    JsonNode description =
        StrictJson.read(client.get(uri(base + DESCRIPTION)))
            .orElseThrow(() -> new IOException("the description of the issuer is no JSON"));
    if (!issuer.equals(description.path("issuer").textValue())) {
      throw new IOException("the description of the issuer is of another issuer");
    }
    URI named = uri(description.path("jwks_uri").asText());
    // Keys that came in the clear could be anyone's.
    boolean safe =
        "https".equalsIgnoreCase(named.getScheme())
            || ("http".equalsIgnoreCase(named.getScheme()) && issuer.startsWith("http:"));
    if (named.getHost() == null || !safe) {
      throw new IOException("the description of the issuer names no jwks_uri of https");
    }
    return named;
  }

  private static URI uri(String text) throws IOException {
    try {
      return new URI(text);
    } catch (URISyntaxException none) {
      throw new IOException("the issuer has no address that can be asked", none);
    }
  }
}
