package dev.santokit.project.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.santokit.project.network.AddressRule.Reach;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRuleTest {

  private static final InetAddress API_SERVER = InetAddress.ofLiteral("10.96.0.1");
  private static final AddressRule IN_CLUSTER = AddressRule.inCluster(Set.of(API_SERVER));

  private static void refuses(AddressRule rule, String address) {
    assertThatThrownBy(() -> rule.check(InetAddress.ofLiteral(address)))
        .as(address)
        .isInstanceOf(AddressRule.Refused.class);
  }

  private static void admits(AddressRule rule, String address) {
    assertThatCode(() -> rule.check(InetAddress.ofLiteral(address)))
        .as(address)
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.0.1.1",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
        "2606:4700::1111",
        "2a00::1",
        "64:ff9b::1.1.1.1",
        "2002:101:101::1",
      })
  void the_public_internet_is_reached_by_everyone(String address) {
    admits(IN_CLUSTER.onlyGlobal(), address);
    admits(IN_CLUSTER, address);
    admits(AddressRule.ANYWHERE, address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.1",
        "100.64.0.1",
        "100.127.255.255",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "192.0.0.8",
        "192.0.2.1",
        "192.88.99.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "255.255.255.255",
        "fd00::1",
        "fec0::1",
        "ff02::1",
        "100::1",
        "2001::1",
        "2001:db8::1",
        "3fff::1",
        "64:ff9b:1::1",
        "64:ff9b::10.0.0.1",
        "2002:a00:1::1",
        "::ffff:10.0.0.1",
      })
  void other_addresses_are_reached_only_where_private_networks_are(String address) {
    refuses(IN_CLUSTER.onlyGlobal(), address);
    admits(IN_CLUSTER, address);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "0.0.0.0", "169.254.169.254", "::1", "fe80::1"})
  void in_a_cluster_nothing_leads_to_the_machine_itself(String address) {
    refuses(IN_CLUSTER, address);
    refuses(IN_CLUSTER.onlyGlobal(), address);
    admits(AddressRule.ANYWHERE, address);
  }

  @Test
  void the_api_server_is_refused_wherever_it_is() {
    refuses(IN_CLUSTER, "10.96.0.1");
    refuses(new AddressRule(Reach.ANYWHERE, Set.of(API_SERVER)), "10.96.0.1");
    refuses(new AddressRule(Reach.GLOBAL, Set.of(InetAddress.ofLiteral("1.1.1.1"))), "1.1.1.1");
  }

  @Test
  void sockets_keep_the_rule_that_their_argument_says() throws Exception {
    var loopback = InetAddress.getLoopbackAddress();
    try (var listening = new ServerSocket(0, 1, loopback)) {
      int port = listening.getLocalPort();
      var refusing = new GuardedSockets(GuardedSockets.argument(IN_CLUSTER));
      assertThatThrownBy(() -> refusing.createSocket(loopback, port))
          .isInstanceOf(ConnectException.class);
      assertThatThrownBy(() -> refusing.createSocket("localhost", port))
          .isInstanceOf(ConnectException.class);
      try (Socket socket = refusing.createSocket()) {
        assertThatThrownBy(() -> socket.connect(new InetSocketAddress("localhost", port)))
            .isInstanceOf(ConnectException.class);
      }
      var admitting = new GuardedSockets(GuardedSockets.argument(AddressRule.ANYWHERE));
      try (Socket socket = admitting.createSocket(loopback, port)) {
        assertThat(socket.isConnected()).isTrue();
      }
    }
  }
}
