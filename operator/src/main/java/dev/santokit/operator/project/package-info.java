/** What a project is in the cluster: its objects and its status. */
@NullMarked
package dev.santokit.operator.project;

import org.jspecify.annotations.NullMarked;
