package dev.jenvoy.http;

import dev.jenvoy.address.Addresses;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * An address that requests may be sent to: {@code https}, or {@code http} on the loopback interface, or {@code http} where
 * an operator has waived encryption. The path of such an address is often a secret, so the text form shows only the host.
 *
 * @param uri an absolute address with a host, without user and fragment
 * @param encryption whether it must be encrypted outside of this machine
 */
public record WebAddress(URI uri, Encryption encryption) {

    /** Whether requests to another machine must be encrypted. */
    public enum Encryption {
        DEMANDED,
        /** An operator allowed it: others on the way can read and change everything, credentials too. */
        WAIVED
    }

    /** Says what {@link #parse} accepts. */
    public static final String EXPECTED =
            "an address that begins with https:// (http:// only on the loopback interface)";

    /** Parts of an address that are shorter are no secrets, such as {@code api}. */
    private static final int MIN_SECRET_CHARS = 6;

    /** Rejects an address that requests must not be sent to. */
    public WebAddress {
        if (!isAllowed(uri, encryption)) {
            throw new IllegalArgumentException("expected " + EXPECTED);
        }
    }

    /** Rejects an address that is not encrypted and leaves this machine. */
    public WebAddress(URI uri) {
        this(uri, Encryption.DEMANDED);
    }

    /** Returns the address; empty if requests must not be sent there. */
    public static Optional<WebAddress> parse(String text) {
        return parse(text, Encryption.DEMANDED);
    }

    /** Returns the address; empty if requests must not be sent there. */
    public static Optional<WebAddress> parse(String text, Encryption encryption) {
        try {
            URI uri = new URI(text);
            boolean ascii = text.chars().allMatch(c -> c > ' ' && c < 0x7f);
            return ascii && isAllowed(uri, encryption)
                    ? Optional.of(new WebAddress(uri, encryption))
                    : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** Returns whether a request may go there. */
    private static boolean isAllowed(URI uri, Encryption encryption) {
        String host = uri.getHost();
        if (host == null || uri.getUserInfo() != null || uri.getFragment() != null || uri.isOpaque()) {
            return false;
        }
        return "https".equalsIgnoreCase(uri.getScheme())
                || ("http".equalsIgnoreCase(uri.getScheme()) && (encryption == Encryption.WAIVED || isLoopback(host)));
    }

    private static boolean isLoopback(String host) {
        String literal = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        return host.equalsIgnoreCase("localhost")
                || Addresses.parse(literal)
                        .filter(InetAddress::isLoopbackAddress)
                        .isPresent();
    }

    /**
     * Returns the address of something below this one.
     *
     * @param path begins with a slash; everything in it that is not fixed is {@linkplain #encode encoded}
     */
    public WebAddress below(String path) {
        String base = uri.toString();
        return new WebAddress(
                URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path), encryption);
    }

    /** Returns the address with one more parameter. */
    public WebAddress with(String name, String value) {
        String text = uri.toString();
        return new WebAddress(
                URI.create(text + (uri.getRawQuery() == null ? "?" : "&") + name + "=" + encode(value)), encryption);
    }

    /** Writes a text for a path or a query. */
    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Returns the texts in this address that must not be shown, the longest first. */
    public List<String> secrets() {
        List<String> secrets = new ArrayList<>();
        secrets.add(uri.toString());
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
        secrets.add(path + (query.isEmpty() ? "" : "?" + query));
        secrets.add(path);
        secrets.addAll(Arrays.asList((path + "&" + query).split("[/&=]", -1)));
        secrets.removeIf(part -> part.length() < MIN_SECRET_CHARS);
        return secrets;
    }

    @Override
    public String toString() {
        return uri.getScheme() + "://" + uri.getHost() + "/***";
    }
}
