package dev.santokit.server.http;

import dev.santokit.project.config.AddressRange;
import dev.santokit.project.config.Cors;
import dev.santokit.project.config.Docs;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;

/**
 * How requests are taken.
 *
 * @param port 0 for any that is free
 * @param maxRequestBody bytes
 * @param callTimeout how long a call may take at most
 * @param slowCall from when on a call is worth a line in the log
 * @param head how long a client may take for all of a request but its body, since the connection
 *     opened or the last answer was given
 * @param body how long a client may take for the body
 * @param cors which other origins browsers may call from
 * @param headers that every answer carries, by name; none that the server sets itself
 * @param docs who may read what functions there are
 * @param trustedProxies whose X-Forwarded-For counts
 */
public record HttpSettings(
    String host,
    int port,
    int maxRequestBody,
    Duration callTimeout,
    Duration slowCall,
    Duration head,
    Duration body,
    Cors cors,
    SortedMap<String, String> headers,
    Docs docs,
    List<AddressRange> trustedProxies) {

  /** Copies the list. */
  public HttpSettings {
    trustedProxies = List.copyOf(trustedProxies);
  }
}
