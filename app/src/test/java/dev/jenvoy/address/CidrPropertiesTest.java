package dev.jenvoy.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Compares ranges with the arithmetic of big integers. */
class CidrPropertiesTest {
    /** An address of some width, and a prefix that fits it. */
    record Point(byte[] bytes, int prefix) {
        int bits() {
            return bytes.length * 8;
        }

        BigInteger number() {
            return new BigInteger(1, bytes);
        }

        /** Returns the lowest address of the range around this one. */
        BigInteger network() {
            int host = bits() - prefix;
            return number().shiftRight(host).shiftLeft(host);
        }
    }

    @Property
    void a_range_contains_what_lies_between_its_ends(@ForAll("pairs") Point[] pair) throws Exception {
        Point range = pair[0];
        Point address = pair[1];
        Cidr cidr = new Cidr(address(range.network(), range.bits()), range.prefix());
        BigInteger end = range.network().add(BigInteger.ONE.shiftLeft(range.bits() - range.prefix()));

        boolean between = address.number().compareTo(range.network()) >= 0
                && address.number().compareTo(end) < 0;

        assertThat(cidr.contains(address(address.number(), address.bits()))).isEqualTo(between);
    }

    @Property
    void a_range_contains_the_address_it_was_made_from_and_reads_back(@ForAll("points") Point point) throws Exception {
        Cidr cidr = new Cidr(address(point.network(), point.bits()), point.prefix());

        assertThat(cidr.contains(address(point.number(), point.bits()))).isTrue();
        assertThat(Cidr.parse(cidr.toString())).isEqualTo(cidr);
    }

    @Property
    void an_address_with_host_bits_is_rejected_naming_its_network(@ForAll("points") Point point) throws Exception {
        InetAddress network = address(point.network(), point.bits());
        String text = Addresses.format(address(point.number(), point.bits())) + "/" + point.prefix();
        if (point.number().equals(point.network())) {
            assertThat(Cidr.parse(text).network()).isEqualTo(network);
        } else {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Cidr.parse(text))
                    .withMessageContaining(Addresses.format(network) + "/" + point.prefix());
        }
    }

    @Property
    void mapped_addresses_and_ranges_are_ipv4(@ForAll("ipv4") Point point) throws Exception {
        InetAddress plain = address(point.number(), 32);
        byte[] mapped = new byte[16];
        mapped[10] = (byte) 0xff;
        mapped[11] = (byte) 0xff;
        System.arraycopy(point.bytes(), 0, mapped, 12, 4);
        Cidr range = new Cidr(address(point.network(), 32), point.prefix());
        String mappedRange = "::ffff:" + Addresses.format(range.network()) + "/" + (point.prefix() + 96);

        assertThat(range.contains(Inet6Address.getByAddress(null, mapped, -1))).isTrue();
        assertThat(Addresses.parse("::ffff:" + Addresses.format(plain))).contains(plain);
        assertThat(Cidr.parse(mappedRange)).isEqualTo(range);
    }

    @Property
    void every_form_of_an_ipv6_address_reads_as_the_jdk_reads_it(@ForAll("ipv6") Point point) throws Exception {
        InetAddress address = address(point.number(), 128);

        assertThat(Addresses.parse(address.getHostAddress())).contains(Addresses.normalise(address));
        assertThat(Addresses.parse(Addresses.format(address))).contains(Addresses.normalise(address));
    }

    @Property
    void no_text_makes_the_parsers_throw(@ForAll("almostAddresses") String text) {
        assertThat(Addresses.parse(text)).isNotNull();
        assertThat(Addresses.parseForwarded(text)).isNotNull();
    }

    @Provide
    Arbitrary<String> almostAddresses() {
        return Arbitraries.strings().withChars("0123456789abcdefF.:[]/% ").ofMaxLength(50);
    }

    @Provide
    Arbitrary<Point> ipv4() {
        return points(4);
    }

    @Provide
    Arbitrary<Point> ipv6() {
        return points(16);
    }

    @Provide
    Arbitrary<Point> points() {
        return Arbitraries.oneOf(points(4), points(16));
    }

    /**
     * Generates two addresses of one family that often share their first bits. Otherwise a range would hardly ever
     * contain the other address.
     */
    @Provide
    Arbitrary<Point[]> pairs() {
        return Arbitraries.of(4, 16)
                .flatMap(length -> Combinators.combine(
                                points(length),
                                points(length),
                                Arbitraries.integers().between(0, length))
                        .as((range, other, shared) -> {
                            byte[] bytes = other.bytes().clone();
                            System.arraycopy(range.bytes(), 0, bytes, 0, shared);
                            return new Point[] {range, new Point(bytes, other.prefix())};
                        }));
    }

    private static Arbitrary<Point> points(int length) {
        Arbitrary<byte[]> bytes = Arbitraries.frequencyOf(
                        net.jqwik.api.Tuple.of(2, Arbitraries.bytes()),
                        net.jqwik.api.Tuple.of(1, Arbitraries.of((byte) 0, (byte) 0xff)))
                .array(byte[].class)
                .ofSize(length);
        return Combinators.combine(bytes, Arbitraries.integers().between(0, length * 8))
                .as(Point::new)
                // Mapped addresses have their own tests; here the width must not change.
                .filter(point -> !Addresses.isMapped(point.bytes()));
    }

    private static InetAddress address(BigInteger number, int bits) throws UnknownHostException {
        byte[] magnitude = number.toByteArray();
        byte[] bytes = new byte[bits / 8];
        int length = Math.min(magnitude.length, bytes.length);
        System.arraycopy(magnitude, magnitude.length - length, bytes, bytes.length - length, length);
        return InetAddress.getByAddress(bytes);
    }
}
