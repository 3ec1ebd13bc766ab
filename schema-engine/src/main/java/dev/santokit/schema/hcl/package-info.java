/**
 * The structural part of HCL: blocks, attributes and the few expressions that a schema needs, each
 * with its place. Nothing is evaluated and nothing is fetched here.
 */
@NullMarked
package dev.santokit.schema.hcl;

import org.jspecify.annotations.NullMarked;
