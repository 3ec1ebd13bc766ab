package dev.santokit.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAddressesTest {

  /** Trusts what begins with 10. and one IPv6 proxy. */
  private final ClientAddresses addresses =
      new ClientAddresses(address ->
          address.getAddress()[0] == 10 || address.equals(InetAddress.ofLiteral("2001:db8::1")));

  private String of(String peer, String... forwarded) {
    return addresses.of(InetAddress.ofLiteral(peer), List.of(forwarded)).getHostAddress();
  }

  @Test
  void a_stranger_says_nothing_about_where_it_comes_from() {
    assertThat(of("203.0.113.9", "198.51.100.1")).isEqualTo("203.0.113.9");
  }

  @Test
  void a_trusted_proxy_says_who_spoke_to_it() {
    assertThat(of("10.0.0.1", "198.51.100.1")).isEqualTo("198.51.100.1");
    assertThat(of("2001:db8::1", "198.51.100.1")).isEqualTo("198.51.100.1");
  }

  @Test
  void what_stands_before_the_last_untrusted_hop_is_its_own_word() {
    assertThat(of("10.0.0.1", "1.1.1.1, 10.0.0.9, 198.51.100.1, 10.0.0.2"))
        .isEqualTo("198.51.100.1");
    assertThat(of("10.0.0.1", "1.1.1.1", "198.51.100.1", "10.0.0.2")).isEqualTo("198.51.100.1");
  }

  @Test
  void behind_proxies_alone_the_first_one_counts() {
    assertThat(of("10.0.0.1", "10.0.0.3,10.0.0.2")).isEqualTo("10.0.0.3");
    assertThat(of("10.0.0.1")).isEqualTo("10.0.0.1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ",",
        "unknown",
        "_hidden",
        "localhost",
        "1",
        "256.0.0.1",
        "1.2.3",
        "0x7f.0.0.1",
        "fe80::1%lo",
        "::1::",
        "[::1",
        "1.2.3.4:http",
        "198.51.100.1,",
        "198.51.100.1, nonsense"
      })
  void a_hop_that_is_no_address_leaves_the_one_that_is_known(String forwarded) {
    assertThat(of("10.0.0.1", forwarded)).isEqualTo("10.0.0.1");
  }

  @ParameterizedTest
  @CsvSource({
    "198.51.100.1:4711, 198.51.100.1",
    "[2001:db8::2]:4711, 2001:db8:0:0:0:0:0:2",
    "[2001:db8::2], 2001:db8:0:0:0:0:0:2",
    "2001:db8::2, 2001:db8:0:0:0:0:0:2",
    "::ffff:198.51.100.1, 198.51.100.1",
  })
  void addresses_have_their_usual_forms(String forwarded, String expected) {
    assertThat(of("10.0.0.1", forwarded)).isEqualTo(expected);
  }
}
