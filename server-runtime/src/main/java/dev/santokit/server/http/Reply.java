package dev.santokit.server.http;

import java.util.List;
import java.util.Map;

/**
 * An answer on its way to the client.
 *
 * @param headers besides those that every reply has
 * @param body nobody changes the array
 */
@SuppressWarnings("ArrayRecordComponent") // written once, compared never
record Reply(int status, List<Map.Entry<String, String>> headers, byte[] body) {}
