/** What a project decides about changes of a schema, apart from the schema itself. */
@NullMarked
package dev.santokit.project.schema;

import org.jspecify.annotations.NullMarked;
