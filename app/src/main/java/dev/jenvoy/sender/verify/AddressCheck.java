package dev.jenvoy.sender.verify;

import dev.jenvoy.address.Cidr;
import dev.jenvoy.sender.SenderOptions;
import dev.jenvoy.sender.request.Check;
import dev.jenvoy.sender.request.ClientAddress;
import dev.jenvoy.sender.request.Rejection;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks whether requests may come from an address.
 *
 * @param published the sender's own published ranges; empty until they are fetched for the first time
 * @param allowed the ranges allowed besides
 * @param secretEnforced whether a signature is required. Only then does loopback count as allowed, because every
 *     account of the machine can send from there
 */
public record AddressCheck(Optional<List<Cidr>> published, List<Cidr> allowed, boolean secretEnforced) {

    private static final Duration RETRY = Duration.ofSeconds(60);

    /** Allows only these ranges, for a sender that publishes no ranges. */
    public static AddressCheck within(List<Cidr> allowed, boolean secretEnforced) {
        return new AddressCheck(Optional.of(List.of()), allowed, secretEnforced);
    }

    /** Returns the rejection of a request to a sender with these options, or {@code null} for an allowed address. */
    public static @Nullable Rejection judge(SenderOptions options, boolean secretEnforced, ClientAddress origin) {
        return options.allowedIps()
                .map(allowed -> within(allowed, secretEnforced).judge(origin))
                .orElse(null);
    }

    /** Returns the rejection, or {@code null} for an allowed address. */
    @Nullable
    public Rejection judge(ClientAddress origin) {
        InetAddress address = origin.address();
        if (address != null && isAllowed(address, origin.forwarded())) {
            return null;
        }
        if (published.isEmpty()) {
            return Check.NO_ADDRESS_LIST.reject("the list of GitHub's addresses is not known yet", RETRY);
        }
        if (address != null && !isInner(address) && contains(published.get(), address)) {
            return null;
        }
        Rejection refusal = Check.ADDRESS.reject("requests from this address are not accepted");
        ClientAddress.Unknown unknown = origin.unknown();
        return unknown == null ? refusal : refusal.hint(unknown.hint());
    }

    private boolean isAllowed(InetAddress address, boolean forwarded) {
        if (isInner(address) && (forwarded || !secretEnforced)) {
            return false;
        }
        return contains(allowed, address);
    }

    private static boolean isInner(InetAddress address) {
        return address.isLoopbackAddress() || address.isAnyLocalAddress();
    }

    private static boolean contains(List<Cidr> ranges, InetAddress address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }
}
