package dev.santokit.crds.bundle;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What runs. 716,800 characters are 700 KiB; 955,736 are as much in Base64. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = "has(self.inline) != has(self.base64)",
    message = "source has either inline or base64")
public record BundleSource(
    @JsonPropertyDescription("The body of an SQL or JavaScript file, without its front matter.")
        @Size(min = 1, max = BundleSource.LONGEST)
        @Nullable String inline,
    @JsonPropertyDescription("A WebAssembly module in Base64, at most 700 KiB of it.")
        @Size(min = 4, max = 955_736)
        @Nullable String base64,
    @JsonPropertyDescription(
            "JavaScript modules that the body imports, by their path in the project:"
                + " lib/money.js.")
        @Size(max = BundleSource.MOST_MODULES)
        @Nullable Map<String, @Size(max = BundleSource.LONGEST) String> modules,
    @JsonPropertyDescription(
            "File that it came from, which errors show: logic/users/get.sql. Not in the digest.")
        @Size(min = 1, max = 512)
        @Nullable String file,
    @JsonPropertyDescription("Line of the file where the body begins. Not in the digest.")
        @Min(1)
        @Max(10_000_000)
        @Nullable Integer line,
    @JsonPropertyDescription(
            "Column of that line where the body begins, 1 when absent: it is another one when the"
                + " body follows its front matter in one line. Not in the digest.")
        @Min(1)
        @Max(10_000_000)
        @Nullable Integer column) {

  /** The most characters of a body, and of a module. */
  static final int LONGEST = 716_800;

  /** The most modules. */
  static final int MOST_MODULES = 200;
}
