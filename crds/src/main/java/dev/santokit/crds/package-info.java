/**
 * The three custom resources as Java types, from which their CRDs are generated: {@code project},
 * {@code bundle} and {@code plan}; here is what they share.
 *
 * <p>A component that is null is one that the resource does not name. Defaults of project meaning
 * are the project model's; the few that stand here are operational and set by the API server.
 */
@NullMarked
package dev.santokit.crds;

import org.jspecify.annotations.NullMarked;
