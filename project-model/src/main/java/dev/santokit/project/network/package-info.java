/** Where a program of ours may connect to when somebody else named the address. */
@NullMarked
package dev.santokit.project.network;

import org.jspecify.annotations.NullMarked;
