package dev.jenvoy.sender.request;

import dev.jenvoy.address.Addresses;
import dev.jenvoy.address.Cidr;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says where a request came from, as far as that can be trusted.
 *
 * @param address the client's address; {@code null} when it was forwarded in a way that is not trusted, so that it came
 *     from outside, wherever its peer is
 * @param forwarded whether it came through a proxy: such a request is never loopback
 * @param unknown why the address is not known; {@code null} exactly when there is an address
 * @param unproxied whether the configuration names no proxy, so that a loopback address is that of a program of this machine
 */
public record ClientAddress(
        @Nullable InetAddress address,
        boolean forwarded,
        @Nullable Unknown unknown,
        boolean unproxied) {

    /** Says why the address is not known, and what helps. */
    public enum Unknown {
        /** The peer is no trusted proxy. */
        UNTRUSTED("forwarded-by-untrusted", "it was forwarded by an address that trusted_proxies does not name"),
        /** The trusted proxy names no address, or names it in another header. */
        UNSAID(
                "trusted-proxy-without-x-forwarded-for",
                "the trusted proxy sent no X-Forwarded-For: have it set that header; no other one is read"),
        /** It came over a Unix socket, whose clients have no address. */
        SOCKET(
                "unix",
                "it came over the Unix socket, where only an X-Forwarded-For that http_socket_proxy allows counts"),
        /** An entry is no address. */
        MALFORMED("malformed-x-forwarded-for", "the trusted proxy's X-Forwarded-For holds an entry that is no address");

        private final String word;
        private final String hint;

        Unknown(String word, String hint) {
            this.word = word;
            this.hint = hint;
        }

        /** Says to the operator what is wrong. */
        public String hint() {
            return hint;
        }
    }

    /** Describes a known address, or a request that a peer forwarded which is no trusted proxy. */
    public ClientAddress(@Nullable InetAddress address, boolean forwarded) {
        this(address, forwarded, address == null ? Unknown.UNTRUSTED : null, false);
    }

    private ClientAddress(@Nullable InetAddress address, @Nullable Unknown unknown) {
        this(address, true, unknown, false);
    }

    public ClientAddress {
        if ((address == null) != (unknown != null)) {
            throw new IllegalArgumentException("an address, or why there is none");
        }
    }

    private static final String FORWARDED_FOR = "X-Forwarded-For";

    /** The headers that proxies and tunnels add. Any of them from a peer that is no trusted proxy means: from outside. */
    private static final List<String> FORWARDING = List.of(
            FORWARDED_FOR,
            "Forwarded",
            "X-Forwarded",
            "X-Forwarded-By",
            "X-Forwarded-Host",
            "X-Forwarded-Port",
            "X-Forwarded-Prefix",
            "X-Forwarded-Proto",
            "X-Forwarded-Protocol",
            "X-Forwarded-Scheme",
            "X-Forwarded-Server",
            "X-Forwarded-Ssl",
            "X-Original-Forwarded-For",
            "X-Real-IP",
            "X-Client-IP",
            "X-Cluster-Client-IP",
            "X-Originating-IP",
            "X-ProxyUser-Ip",
            "X-Remote-Addr",
            "X-Remote-IP",
            "X-Appengine-User-IP",
            "X-Azure-ClientIP",
            "X-Envoy-External-Address",
            "CF-Connecting-IP",
            "CloudFront-Viewer-Address",
            "Fastly-Client-IP",
            "Fly-Client-IP",
            "Proxy-Client-IP",
            "True-Client-IP",
            "WL-Proxy-Client-IP",
            "Via");

    /**
     * Reads the address of a request. The entries of a trusted proxy's {@code X-Forwarded-For} are read from the right, past
     * further trusted proxies, to the first other address. The client could have written everything to the left of it.
     */
    public static ClientAddress of(InetAddress peer, HeaderFields headers, List<Cidr> trustedProxies) {
        if (!isForwarded(headers)) {
            return new ClientAddress(peer, false, null, trustedProxies.isEmpty());
        }
        if (!trusted(peer, trustedProxies)) {
            return new ClientAddress(null, Unknown.UNTRUSTED);
        }
        return forwarded(headers, trustedProxies);
    }

    /**
     * Reads the address of a request that came over a Unix socket. Its client is no program of this machine to any check of
     * addresses, however near it is.
     *
     * @param isProxy whether only a trusted proxy connects there; then its {@code X-Forwarded-For} is read as in {@link #of}
     */
    public static ClientAddress ofSocket(HeaderFields headers, boolean isProxy, List<Cidr> trustedProxies) {
        if (!isForwarded(headers)) {
            return new ClientAddress(null, false, Unknown.SOCKET, false);
        }
        return isProxy ? forwarded(headers, trustedProxies) : new ClientAddress(null, Unknown.UNTRUSTED);
    }

    private static ClientAddress forwarded(HeaderFields headers, List<Cidr> trustedProxies) {
        List<String> hops = new ArrayList<>();
        headers.all(FORWARDED_FOR).forEach(value -> hops.addAll(List.of(value.split(",", -1))));
        InetAddress client = null;
        for (int at = hops.size() - 1; at >= 0; at--) {
            Optional<InetAddress> hop = Addresses.parseForwarded(hops.get(at).trim());
            if (hop.isEmpty()) {
                return new ClientAddress(null, Unknown.MALFORMED);
            }
            client = hop.get();
            if (!trusted(client, trustedProxies)) {
                break;
            }
        }
        return new ClientAddress(client, client == null ? Unknown.UNSAID : null);
    }

    private static boolean isForwarded(HeaderFields headers) {
        for (String name : FORWARDING) {
            if (headers.has(name)) {
                return true;
            }
        }
        return false;
    }

    private static boolean trusted(InetAddress address, List<Cidr> proxies) {
        return proxies.stream().anyMatch(range -> range.contains(address));
    }

    /** Returns, for logs, the address or why it is not known. */
    @Override
    public String toString() {
        return address == null ? Objects.requireNonNull(unknown).word : address.getHostAddress();
    }
}
