package dev.santokit.server.call;

import java.util.SortedMap;

/**
 * What logic may know of the request.
 *
 * @param method of HTTP
 * @param path of the URL, without a query
 * @param headers by name in lower case, without authorization, cookie, proxy-* and x-forwarded-*;
 *     several of one name joined by a comma
 * @param requestId what errors and logs show
 */
public record CallRequest(
    String method, String path, SortedMap<String, String> headers, String requestId) {}
