package dev.jenvoy.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet4Address;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {
    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, 0.0.0.0",
        "255.255.255.255, 255.255.255.255",
        "192.0.2.1, 192.0.2.1",
        "::, ::",
        "::1, ::1",
        "1::, 1::",
        "2001:DB8::1, 2001:db8::1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:0db8:0001:0001:0001:0001:0001:0001, 2001:db8:1:1:1:1:1:1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
        "::2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8",
        "64:ff9b::192.0.2.33, 64:ff9b::c000:221",
        "1:2:3:4:5:6:1.2.3.4, 1:2:3:4:5:6:102:304",
        "::ffff:1.2.3.4, 1.2.3.4",
        "::FFFF:0102:0304, 1.2.3.4",
        "0:0:0:0:0:ffff:1.2.3.4, 1.2.3.4",
        "ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
    })
    void a_literal_is_read_and_written_in_its_short_form(String text, String form) {
        assertThat(Addresses.parse(text)).map(Addresses::format).contains(form);
        assertThat(Addresses.parse(form)).isEqualTo(Addresses.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "localhost",
                "example.org",
                "a",
                "1",
                "1.2",
                "1.2.3",
                "1.2.3.",
                ".1.2.3",
                "1.2.3.4.",
                "1.2.3.4.5",
                "1..2.3",
                "256.1.1.1",
                "1.2.3.1000",
                "01.2.3.4",
                "1.2.3.00",
                "0x1.2.3.4",
                "1.2.3.4 ",
                " 1.2.3.4",
                "+1.2.3.4",
                "-1.2.3.4",
                "1.2.3.4/32",
                "1,2,3,4",
                "\u0661.2.3.4",
                ":",
                ":::",
                "1",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7:8::",
                "::1:2:3:4:5:6:7:8",
                "1::2::3",
                ":1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:",
                "12345::",
                "g::",
                "::1%lo",
                "::1%1",
                "[::1]",
                "::1.2.3",
                "::1.2.3.4:5",
                "1.2.3.4::",
                "::01.2.3.4",
                "::256.1.1.1",
                "1:2:3:4:5:6:7:1.2.3.4",
                "::\u0661",
                "2001:db8::1 ",
                "1:2:3:4:5:6:7:8:",
                "::1/128",
                "-1::",
                "::1\n"
            })
    void anything_else_is_no_literal(String text) {
        assertThat(Addresses.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1.2.3.4, 1.2.3.4",
        "1.2.3.4:567, 1.2.3.4",
        "1.2.3.4:0, 1.2.3.4",
        "1.2.3.4:65535, 1.2.3.4",
        "2001:db8::1, 2001:db8::1",
        "[2001:db8::1], 2001:db8::1",
        "[2001:db8::1]:567, 2001:db8::1",
        "[::ffff:1.2.3.4]:567, 1.2.3.4",
        "' \t1.2.3.4 ', 1.2.3.4",
    })
    void an_entry_of_a_forwarding_header_may_carry_a_port(String entry, String address) {
        assertThat(Addresses.parseForwarded(entry)).map(Addresses::format).contains(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "unknown",
                "_hidden",
                "1.2.3.4:",
                "1.2.3.4:65536",
                "1.2.3.4:-1",
                "1.2.3.4:1x",
                "1.2.3.4:123456",
                "[",
                "[]",
                "[::1",
                "::1]",
                "[::1]x",
                "[::1]:",
                "[::1]:99999",
                "[1.2.3.4]:5",
                "[::1]]",
                "[[::1]]",
                "\"[::1]\"",
                "1.2.3.4, 5.6.7.8",
                "[::1%eth0]:80",
                "[:]:80",
                ":80",
                "1.2.3.4\n"
            })
    void an_entry_that_is_not_an_address_is_none(String entry) {
        assertThat(Addresses.parseForwarded(entry)).isEmpty();
    }

    @Test
    void a_mapped_address_from_a_socket_becomes_the_ipv4_address_it_stands_for() throws Exception {
        byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0xff, (byte) 0xff, 1, 2, 3, 4};
        InetAddress kept = java.net.Inet6Address.getByAddress(null, mapped, -1);

        assertThat(Addresses.normalise(kept)).isInstanceOf(Inet4Address.class);
        assertThat(Addresses.format(kept)).isEqualTo("1.2.3.4");
    }
}
