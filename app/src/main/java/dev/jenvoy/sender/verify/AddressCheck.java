package dev.jenvoy.sender.verify;

import dev.jenvoy.address.Cidr;
import dev.jenvoy.sender.request.Check;
import dev.jenvoy.sender.request.ClientAddress;
import dev.jenvoy.sender.request.Rejection;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a sender may knock at all.
 *
 * @param published the sender's own published ranges; empty as long as none were ever fetched
 * @param allowed the ranges admitted beside them
 * @param secretEnforced whether a signature is asked for; only then loopback counts as allowed, for anyone with an
 *     account on the machine could come from there
 */
public record AddressCheck(Optional<List<Cidr>> published, List<Cidr> allowed, boolean secretEnforced) {

    private static final Duration RETRY = Duration.ofSeconds(60);

    /** Only these ranges, for a sender that publishes none. */
    public static AddressCheck within(List<Cidr> allowed, boolean secretEnforced) {
        return new AddressCheck(Optional.of(List.of()), allowed, secretEnforced);
    }

    /** The refusal, or {@code null} when it may. */
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
