package dev.santokit.crds;

import com.fasterxml.jackson.annotation.JacksonAnnotationsInside;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A string that names a Kubernetes object, see {@link Formats#OBJECT_NAME}. */
@JacksonAnnotationsInside
@Pattern(Formats.OBJECT_NAME)
@Size(min = 1, max = 253)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD})
public @interface ObjectName {}
