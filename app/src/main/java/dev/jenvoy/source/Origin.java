package dev.jenvoy.source;

import dev.jenvoy.address.Addresses;
import dev.jenvoy.address.Cidr;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a request came from, as far as that can be believed.
 *
 * @param address the client's address; {@code null} when it was forwarded in a way that cannot be believed, so that it
 *     came from outside, wherever its peer sits
 * @param forwarded whether it came through a proxy: such a request is never loopback
 */
public record Origin(@Nullable InetAddress address, boolean forwarded) {

    private static final String FORWARDED_FOR = "X-Forwarded-For";

    /** What proxies and tunnels add. Any of them from a peer that is no trusted proxy means: from outside. */
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
     * Reads it off a request. Of a trusted proxy's {@code X-Forwarded-For} the entries are read from the right, over
     * further trusted proxies, to the first that is none: what stands left of it anyone could have written.
     */
    public static Origin of(InetAddress peer, Headers headers, List<Cidr> trustedProxies) {
        if (!isForwarded(headers)) {
            return new Origin(peer, false);
        }
        if (!trusted(peer, trustedProxies)) {
            return new Origin(null, true);
        }
        List<String> hops = new ArrayList<>();
        headers.all(FORWARDED_FOR).forEach(value -> hops.addAll(List.of(value.split(",", -1))));
        InetAddress client = null;
        for (int at = hops.size() - 1; at >= 0; at--) {
            Optional<InetAddress> hop = Addresses.parseForwarded(hops.get(at).trim());
            if (hop.isEmpty()) {
                return new Origin(null, true);
            }
            client = hop.get();
            if (!trusted(client, trustedProxies)) {
                break;
            }
        }
        return new Origin(client, true);
    }

    private static boolean isForwarded(Headers headers) {
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

    /** For logs: the address, or that it is not known. */
    @Override
    public String toString() {
        return address == null ? "forwarded-by-untrusted" : address.getHostAddress();
    }
}
