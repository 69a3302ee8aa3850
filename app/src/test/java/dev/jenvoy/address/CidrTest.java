package dev.jenvoy.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.Inet6Address;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.0.0.0/8",
        "0.0.0.0/0, 0.0.0.0/0",
        "192.0.2.1, 192.0.2.1/32",
        "::1, ::1/128",
        "::/0, ::/0",
        "2A0A:A440::/29, 2a0a:a440::/29",
        "::ffff:10.0.0.0/104, 10.0.0.0/8",
        "::ffff:10.1.2.3, 10.1.2.3/32",
        "::ffff:0:0/96, 0.0.0.0/0",
    })
    void a_range_is_read_and_written(String text, String form) {
        assertThat(Cidr.parse(text)).hasToString(form).isEqualTo(Cidr.parse(form));
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1/8, 10.0.0.0/8",
        "192.0.2.129/25, 192.0.2.128/25",
        "1.2.3.4/0, 0.0.0.0/0",
        "2001:db8::1/32, 2001:db8::/32",
        "::ffff:10.0.0.1/104, 10.0.0.0/8",
    })
    void bits_behind_the_prefix_are_rejected_naming_the_right_network(String text, String network) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cidr.parse(text))
                .withMessageContaining("the network is " + network);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/8",
                "10/8",
                "10.0/8",
                "010.0.0.0/8",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/08",
                "10.0.0.0/8/8",
                "10.0.0.0/255.0.0.0",
                "10.0.0.0/8 ",
                "::/129",
                "::/1000",
                "::1%lo/128",
                "example.org/24",
                "::ffff:0:0/95",
                "::ffff:10.0.0.0/129",
                "[::1]/128",
                "10.0.0.0 /8",
                "10.0.0.0/99999999999"
            })
    void what_is_no_range_is_rejected(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Cidr.parse(text)).withMessageMatching(".*[a-z].*");
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.0.1, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "10.0.0.0/8, ::ffff:10.0.0.1, true",
        "192.0.2.128/25, 192.0.2.127, false",
        "192.0.2.128/25, 192.0.2.128, true",
        "0.0.0.0/0, 203.0.113.9, true",
        "0.0.0.0/0, ::1, false",
        "::/0, ::1, true",
        "::/0, 1.2.3.4, false",
        "2001:db8::1, 2001:db8::1, true",
        "2001:db8::1, 2001:db8::2, false",
        "2001:db8::1, 2001:db8:ffff::1, false",
        "2a0a:a440::/29, 2a0a:a447:ffff::1, true",
        "2a0a:a440::/29, 2a0a:a448::1, false",
    })
    void a_range_contains_its_addresses_only(String range, String address, boolean contained) {
        assertThat(Cidr.parse(range).contains(Addresses.parse(address).orElseThrow()))
                .isEqualTo(contained);
    }

    @Test
    void a_mapped_address_that_a_socket_kept_as_ipv6_is_judged_as_ipv4() throws Exception {
        byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0xff, (byte) 0xff, 10, 2, 3, 4};
        InetAddress address = Inet6Address.getByAddress(null, mapped, -1);

        assertThat(Cidr.parse("10.0.0.0/8").contains(address)).isTrue();
        assertThat(Cidr.parse("11.0.0.0/8").contains(address)).isFalse();
        assertThat(Cidr.parse("::/0").contains(address)).isFalse();
        assertThat(new Cidr(address, 32)).isEqualTo(Cidr.parse("10.2.3.4"));
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, true",
        "127.0.0.0/8, true",
        "::1, true",
        "126.0.0.0/7, false",
        "10.0.0.0/8, false",
        "::/0, false"
    })
    void a_range_knows_whether_it_is_loopback(String range, boolean loopback) {
        assertThat(Cidr.parse(range).isLoopback()).isEqualTo(loopback);
    }
}
