/** Who may do what with the rows and columns of tables: {@code config/permissions.yaml}. */
@NullMarked
package dev.santokit.project.permissions;

import org.jspecify.annotations.NullMarked;
