/**
 * What a Santokit project means. CLI, operator, dev server and data plane read files, front matter,
 * permissions and releases through this module alone, so that they cannot disagree.
 */
@NullMarked
package dev.santokit.project;

import org.jspecify.annotations.NullMarked;
