package dev.jenvoy.ticket.happening;

import dev.jenvoy.sender.tree.Node;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Tells servers of one kind apart by the host in their own addresses. One server may write its addresses with another scheme,
 * port or case, so these do not count.
 */
final class ServerHost {

    private static final String BEHIND_SCHEME = "://";

    private ServerHost() {}

    /** Returns the host in the first of these members that is an address of the web; empty without one. */
    static String of(Node node, String... names) {
        return Stream.of(names)
                .map(node::textIfAny)
                .map(ServerHost::in)
                .filter(host -> !host.isEmpty())
                .findFirst()
                .orElse("");
    }

    /** Returns the host of an address in lower case; empty if the text is no address of the web. */
    static String in(String address) {
        int scheme = address.indexOf(BEHIND_SCHEME);
        if (scheme < 0 || !address.substring(0, scheme).toLowerCase(Locale.ROOT).startsWith("http")) {
            return "";
        }
        int from = scheme + BEHIND_SCHEME.length();
        int to = from;
        while (to < address.length() && "/?#\\".indexOf(address.charAt(to)) < 0) {
            to++;
        }
        String authority = address.substring(from, to);
        String host = withoutPort(authority.substring(authority.lastIndexOf('@') + 1));
        boolean endsWithDot = host.endsWith(".");
        String bare = endsWithDot ? host.substring(0, host.length() - 1) : host;
        return bare.chars().anyMatch(Character::isWhitespace) ? "" : bare.toLowerCase(Locale.ROOT);
    }

    private static String withoutPort(String host) {
        int end = host.length();
        while (end > 0 && host.charAt(end - 1) >= '0' && host.charAt(end - 1) <= '9') {
            end--;
        }
        return end > 0 && host.charAt(end - 1) == ':' ? host.substring(0, end - 1) : host;
    }
}
