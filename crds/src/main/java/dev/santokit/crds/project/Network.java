package dev.santokit.crds.project;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.santokit.crds.ObjectName;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How clients reach the server. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = "!(has(self.gateway) && has(self.ingressClassName))",
    message = "network has either gateway or ingressClassName")
@ValidationRule(
    value = "has(self.host) || !(has(self.gateway) || has(self.ingressClassName) || has(self.tls))",
    message = "network needs host for gateway, ingressClassName and tls")
public record Network(
    @JsonPropertyDescription("Host name that clients use: api.example.com.")
        @Pattern("^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?([.][a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)*$")
        @Size(min = 1, max = 253)
        @Nullable String host,
    @JsonPropertyDescription("Path under which the server is reached. / when absent.")
        @Pattern("^/[A-Za-z0-9/._~-]*$")
        @Size(min = 1, max = 255)
        @Nullable String path,
    @JsonPropertyDescription("Gateway that an HTTPRoute is attached to.") @Nullable Gateway gateway,
    @JsonPropertyDescription("Class of the Ingress that is made, instead of an HTTPRoute.")
        @ObjectName
        @Nullable String ingressClassName,
    @JsonPropertyDescription("Certificate of the host.") @Nullable Tls tls,
    @JsonPropertyDescription(
            "Addresses and ranges of proxies whose X-Forwarded-For is believed: 10.0.0.0/8.")
        @Size(max = 64)
        @Nullable List<@Pattern("^[0-9A-Fa-f:.]+(/[0-9]{1,3})?$") @Size(min = 2, max = 49) String>
            trustedProxies) {}
