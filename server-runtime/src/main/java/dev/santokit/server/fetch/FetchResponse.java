package dev.santokit.server.fetch;

import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * What another server answered.
 *
 * @param status of HTTP
 * @param headers in their order, names in lower case
 * @param url which answered, after redirects
 * @param redirected whether that is another than was asked
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares answers
public record FetchResponse(
    int status,
    List<Map.Entry<String, String>> headers,
    URI url,
    boolean redirected,
    byte[] body) {}
