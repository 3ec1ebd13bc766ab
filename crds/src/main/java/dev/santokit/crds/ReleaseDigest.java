package dev.santokit.crds;

import com.fasterxml.jackson.annotation.JacksonAnnotationsInside;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A string that is a release digest, see {@link Formats#RELEASE_DIGEST}. */
@JacksonAnnotationsInside
@Pattern(Formats.RELEASE_DIGEST)
@Size(max = 75)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD})
public @interface ReleaseDigest {}
