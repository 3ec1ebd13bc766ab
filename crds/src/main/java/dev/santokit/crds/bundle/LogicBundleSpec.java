package dev.santokit.crds.bundle;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.santokit.crds.ProjectName;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** What the function is. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonClassDescription("What the function is.")
@ValidationRule(
    value = "self.type == 'wasm' ? has(self.source.base64) : has(self.source.inline)",
    message = "a function of type wasm has source.base64, any other source.inline")
@ValidationRule(
    value = "self.type == 'js' || !has(self.source.modules)",
    message = "only a function of type js has source.modules")
public record LogicBundleSpec(
    @JsonPropertyDescription(
            "Name of the SantokitProject, in the same namespace. A bundle keeps it for life.")
        @Required
        @ProjectName
        @ValidationRule(
            value = "self == oldSelf",
            message = "project cannot change; delete this LogicBundle and create another")
        String project,
    @JsonPropertyDescription(
            "Path of the function, as a client calls it: users/get. A segment that begins with _"
                + " makes it private. A bundle keeps it for life.")
        @Required
        @Size(min = 3, max = 200)
        @Pattern("^[A-Za-z_][A-Za-z0-9_-]{0,62}(/[A-Za-z_][A-Za-z0-9_-]{0,62}){1,7}$")
        @ValidationRule(
            value = "self == oldSelf",
            message = "path cannot change; delete this LogicBundle and create another")
        @ValidationRule(
            value = "!self.matches('^(crud|auth|storage|batch|changes)/')",
            message = "crud, auth, storage, batch and changes are reserved as first segment")
        String path,
    @JsonPropertyDescription("Language of the source.") @Required BundleType type,
    @JsonPropertyDescription("Settings of the function, as in the front matter of its file.")
        @Nullable BundleConfig config,
    @JsonPropertyDescription("What runs, without the front matter.") @Required
        BundleSource source) {}
