package dev.santokit.project.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Origins, hosts and ranges of addresses. */
class NetworkTest {

  @ParameterizedTest
  @CsvSource({
    "https://app.example.com,     https://app.example.com,       true",
    "https://app.example.com,     https://app.example.com:8443,  false",
    "https://app.example.com,     http://app.example.com,        false",
    "https://app.example.com,     https://app.example.com.evil,  false",
    "https://app.example.com,     null,                          false",
    "http://localhost:3000,       http://localhost:3000,         true",
    "HTTPS://App.example.com:443, https://app.example.com,       true",
    "*.example.com,               https://a.example.com,         true",
    "*.example.com,               https://a.b.example.com,       true",
    "*.example.com,               https://example.com,           false",
    "*.example.com,               https://.example.com,          false",
    "*.example.com,               http://a.example.com,          false",
    "*.example.com,               https://evil/.example.com,     false",
    "*.example.com,               https://evil@x.example.com,    false",
    "*.example.com,               https://badexample.com,        false",
    "http://*.example.com:81,     http://a.example.com:81,       true",
    "http://*.example.com:81,     http://a.example.com,          false",
    "*,                           https://anything.example,      true",
  })
  void an_origin_is_allowed_only_when_it_is_meant(String written, String origin, boolean allowed) {
    var cors = new Cors(Cors.origin(written).stream().toList(), false);
    assertThat(cors.origins()).hasSize(1);
    assertThat(cors.allows(origin)).isEqualTo(allowed);
  }

  @Test
  void no_other_origin_is_allowed_by_default() {
    assertThat(Cors.NONE.allows("https://app.example.com")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "api.example.com,        api.example.com,   443,  true",
    "api.example.com,        API.Example.com,   443,  true",
    "api.example.com,        api.example.com,   80,   false",
    "api.example.com,        xapi.example.com,  443,  false",
    "api.example.com:8443,   api.example.com,   8443, true",
    "*.example.com,          a.example.com,     443,  true",
    "*.example.com,          a.b.EXAMPLE.com,   443,  true",
    "*.example.com,          example.com,       443,  false",
    "*.example.com,          .example.com,      443,  false",
    "*.example.com,          badexample.com,    443,  false",
    "192.0.2.7:80,           192.0.2.7,         80,   true",
    "'[2001:DB8::7]:8080',   2001:db8:0:0:0:0:0:7, 8080, true",
  })
  void a_host_is_admitted_only_when_it_is_meant(
      String written, String host, int port, boolean admitted) {
    EgressHost egress = EgressHost.parse(written, false).orElseThrow();
    assertThat(egress.admits(host, port)).isEqualTo(admitted);
    assertThat(EgressHost.parse(egress.written(), false)).contains(egress);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*",
        "*.",
        "a b",
        "https://a.example",
        "a.example/x",
        "a.example:",
        "a.example:65536",
        "a.*.example",
        "127.1",
        "0x7f000001",
        "2130706433",
        "256.0.0.1",
        "[::1",
        "[1.2.3.4]",
        "user@a.example",
        "a..example",
        "-a.example",
        ".example",
      })
  void what_is_no_host_is_none(String written) {
    assertThat(EgressHost.parse(written, false)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8,     10.255.1.2,        true",
    "10.0.0.0/8,     11.0.0.0,          false",
    "10.9.8.7/8,     10.0.0.1,          true",
    "192.0.2.7,      192.0.2.7,         true",
    "192.0.2.7,      192.0.2.8,         false",
    "192.0.2.0/31,   192.0.2.1,         true",
    "192.0.2.0/31,   192.0.2.2,         false",
    "0.0.0.0/0,      255.255.255.255,   true",
    "0.0.0.0/0,      2001:db8::1,       false",
    "2001:db8::/33,  2001:db8:7fff::1,  true",
    "2001:db8::/33,  2001:db8:8000::1,  false",
    "::1,            ::1,               true",
    "10.0.0.0/8,     ::ffff:10.1.1.1,   true",
  })
  void a_range_contains_its_addresses(String range, String address, boolean contained) {
    assertThat(AddressRange.parse(range).orElseThrow().contains(InetAddress.ofLiteral(address)))
        .isEqualTo(contained);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/8",
        "10.0.0.0/",
        "10.0.0.0/33",
        "::/129",
        "10.0.0/8",
        "localhost",
        "10.0.0.0/-1",
        "fe80::1%eth0",
        "10.0.0.0/08x",
        "010.0.0.1",
      })
  void what_is_no_range_is_none(String text) {
    assertThat(AddressRange.parse(text)).isEmpty();
  }

  @Test
  void a_range_is_written_as_it_is_read() {
    for (String text : List.of("10.0.0.0/8", "0.0.0.0/0", "2001:db8:0:0:0:0:0:0/32")) {
      assertThat(AddressRange.parse(text).orElseThrow().toString()).isEqualTo(text);
    }
  }
}
