/** SantokitProject: a project's configuration, its server and what it serves. */
@NullMarked
package dev.santokit.crds.project;

import org.jspecify.annotations.NullMarked;
