package dev.jenvoy.endpoint.proof;

import dev.jenvoy.address.Cidr;
import dev.jenvoy.sender.request.ClientAddress;
import dev.jenvoy.sender.request.Rejection;
import dev.jenvoy.sender.verify.AddressCheck;
import dev.jenvoy.sender.verify.Credential;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Requires an address in one of these ranges.
 *
 * @param besideSecret whether the request must also show a secret. Without one, loopback counts only in a range of loopback
 *     addresses alone, and only while no proxy is named: a proxy that adds no header would make everybody local
 */
record AddressRangePart(List<Cidr> ranges, boolean besideSecret) implements ProofPart {

    @Override
    public Credential judge(ProvenRequest request) {
        ClientAddress origin = request.head().origin();
        if (isLocal(origin)) {
            return TokenComparison.proven();
        }
        Rejection outside = AddressCheck.within(ranges, besideSecret).judge(origin);
        return outside == null ? TokenComparison.proven() : new Credential.Missing(hinted(outside, origin));
    }

    private boolean isLocal(ClientAddress origin) {
        return origin.unproxied() && isNamedLoopback(origin);
    }

    private boolean isNamedLoopback(ClientAddress origin) {
        InetAddress address = origin.address();
        return address != null
                && !origin.forwarded()
                && ranges.stream().anyMatch(range -> range.isLoopback() && range.contains(address));
    }

    private Rejection hinted(Rejection outside, ClientAddress origin) {
        return isNamedLoopback(origin)
                ? outside.hint("while trusted_proxies names a proxy, loopback counts only beside a secret")
                : outside;
    }

    /**
     * Returns whether there can be a request from one of the ranges.
     *
     * @param local whether a program of this machine counts without a secret
     * @param outside whether requests of other machines can come in
     */
    boolean canMatch(boolean local, boolean outside) {
        return ranges.stream()
                .anyMatch(range -> range.isLoopback() ? besideSecret || local : outside || range.prefix() == 0);
    }

    @Override
    public Optional<String> show(MadeProof to) {
        InetAddress from = to.setting().from();
        if (from == null) {
            return Optional.empty();
        }
        if (to.setting().isProxy()) {
            Optional<Cidr> outside =
                    ranges.stream().filter(range -> !range.isLoopback()).findFirst();
            outside.filter(range -> range.prefix() > 0)
                    .ifPresent(range -> to.forwardFor(range.network().getHostAddress()));
            if (outside.isPresent()) {
                to.forward();
                return Optional.empty();
            }
        }
        boolean isLocal = besideSecret || !to.setting().hasProxies();
        boolean counts = !from.isLoopbackAddress() || (isLocal && !to.isForwarded());
        boolean isListed = ranges.stream()
                .anyMatch(range ->
                        range.contains(from) && (besideSecret || !from.isLoopbackAddress() || range.isLoopback()));
        return counts && isListed
                ? Optional.empty()
                : Optional.of("allowed_ips does not accept requests of this machine from " + from.getHostAddress());
    }

    @Override
    public String key() {
        return "allowed_ips";
    }

    @Override
    public Object shown() {
        return ranges.stream().map(Cidr::toString).toList();
    }
}
