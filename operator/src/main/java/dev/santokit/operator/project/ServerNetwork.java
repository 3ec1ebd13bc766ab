package dev.santokit.operator.project;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeerBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPortBuilder;
import java.util.List;
import java.util.stream.Stream;

/** Who reaches the pods, and whom they reach. */
final class ServerNetwork {

  /** Where calls are answered. */
  static final int HTTP = 8080;

  /** Where health, metrics and the state of the release are, which no Service exposes. */
  static final int MANAGEMENT = 9000;

  private static final int DNS = 53;
  private static final String NAMESPACE_NAME = "kubernetes.io/metadata.name";
  private static final String MONITORING = "monitoring";

  private ServerNetwork() {}

  static Service service(Inputs inputs) {
    return new ServiceBuilder()
        .withMetadata(Desired.metadata(inputs.project(), inputs.name()))
        .withNewSpec()
        .withSelector(Desired.selected(inputs.name()))
        .addNewPort()
        .withName("http")
        .withProtocol("TCP")
        .withPort(HTTP)
        .withTargetPort(new IntOrString("http"))
        .endPort()
        .endSpec()
        .build();
  }

  /** Where clients in the cluster reach the project. */
  static String url(String project, String namespace) {
    return "http://" + project + "." + namespace + ".svc:" + HTTP;
  }

  static NetworkPolicy policy(Inputs inputs) {
    return new NetworkPolicyBuilder()
        .withMetadata(Desired.metadata(inputs.project(), inputs.name()))
        .withNewSpec()
        .withPodSelector(Desired.selector(inputs.name()))
        .withPolicyTypes("Ingress", "Egress")
        .withIngress(calls(), management(inputs.operatorNamespace()))
        .withEgress(names(), anywhere())
        .endSpec()
        .build();
  }

  private static NetworkPolicyIngressRule calls() {
    return new NetworkPolicyIngressRuleBuilder().withPorts(port("TCP", HTTP)).build();
  }

  /** The kubelet's probes come from the node, which no policy keeps out. */
  private static NetworkPolicyIngressRule management(String operatorNamespace) {
    List<NetworkPolicyPeer> from =
        Stream.of(operatorNamespace, MONITORING).distinct().map(ServerNetwork::namespace).toList();
    return new NetworkPolicyIngressRuleBuilder()
        .withFrom(from)
        .withPorts(port("TCP", MANAGEMENT))
        .build();
  }

  /** A cluster's DNS may have a link-local address. */
  private static NetworkPolicyEgressRule names() {
    return new NetworkPolicyEgressRuleBuilder()
        .withPorts(port("UDP", DNS), port("TCP", DNS))
        .build();
  }

  /** All but link-local addresses: there clouds tell machines their credentials. */
  private static NetworkPolicyEgressRule anywhere() {
    return new NetworkPolicyEgressRuleBuilder()
        .withTo(allBut("0.0.0.0/0", "169.254.0.0/16"), allBut("::/0", "fe80::/10"))
        .build();
  }

  private static NetworkPolicyPeer allBut(String all, String but) {
    return new NetworkPolicyPeerBuilder()
        .withNewIpBlock()
        .withCidr(all)
        .withExcept(but)
        .endIpBlock()
        .build();
  }

  private static NetworkPolicyPeer namespace(String name) {
    return new NetworkPolicyPeerBuilder()
        .withNamespaceSelector(
            new LabelSelectorBuilder().addToMatchLabels(NAMESPACE_NAME, name).build())
        .build();
  }

  private static NetworkPolicyPort port(String protocol, int port) {
    return new NetworkPolicyPortBuilder()
        .withProtocol(protocol)
        .withPort(new IntOrString(port))
        .build();
  }
}
