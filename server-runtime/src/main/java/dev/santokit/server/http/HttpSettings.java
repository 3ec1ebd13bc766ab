package dev.santokit.server.http;

import java.time.Duration;

/**
 * How requests are taken.
 *
 * @param port 0 for any that is free
 * @param maxRequestBody bytes
 * @param callTimeout how long a call may take at most
 * @param slowCall from when on a call is worth a line in the log
 */
public record HttpSettings(
    String host, int port, int maxRequestBody, Duration callTimeout, Duration slowCall) {}
