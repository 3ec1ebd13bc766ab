/** The one strict reader of YAML: version 1.2 core, every node with its place. */
@NullMarked
package dev.santokit.project.yaml;

import org.jspecify.annotations.NullMarked;
