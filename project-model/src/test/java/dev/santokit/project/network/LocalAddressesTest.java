package dev.santokit.project.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalAddressesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.255.0.9",
        "0.0.0.0",
        "0.1.2.3",
        "169.254.169.254",
        "::1",
        "::",
        "fe80::1",
        "febf::1",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "::127.0.0.1",
        "64:ff9b::127.0.0.1",
        "64:ff9b::a9fe:a9fe",
        "2002:7f00:1::",
        "2002:a9fe:a9fe::1"
      })
  void they_lead_to_the_machine_or_its_link(String address) {
    assertThat(LocalAddresses.contain(InetAddress.ofLiteral(address))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.1",
        "192.168.1.1",
        "169.253.1.1",
        "1.1.1.1",
        "fd00::1",
        "fec0::1",
        "2606:4700::1111",
        "64:ff9b::1.1.1.1",
        "2002:101:101::1",
        "::ffff:10.0.0.1"
      })
  void others_do_not(String address) {
    assertThat(LocalAddresses.contain(InetAddress.ofLiteral(address))).isFalse();
  }
}
