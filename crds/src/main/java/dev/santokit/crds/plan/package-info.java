/** SchemaPlan: the desired schema of one database, and the plan that leads to it. */
@NullMarked
package dev.santokit.crds.plan;

import org.jspecify.annotations.NullMarked;
