/** Makes the images of server and operator from what the build left behind, without Docker. */
@NullMarked
package dev.santokit.images;

import org.jspecify.annotations.NullMarked;
