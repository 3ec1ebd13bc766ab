/**
 * What is served: functions and permissions under one digest, and the folder that carries them to
 * the server.
 */
@NullMarked
package dev.santokit.project.release;

import org.jspecify.annotations.NullMarked;
