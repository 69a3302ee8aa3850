package dev.jenvoy.endpoint.proof;

import dev.jenvoy.address.Cidr;
import dev.jenvoy.sender.request.Rejection;
import dev.jenvoy.sender.verify.AddressCheck;
import dev.jenvoy.sender.verify.Credential;
import java.util.List;

/**
 * Requires an address in one of these ranges.
 *
 * @param besideSecret whether the request must also show a secret; only then does loopback count, as it does at {@code /}
 */
record AddressRangePart(List<Cidr> ranges, boolean besideSecret) implements ProofPart {

    @Override
    public Credential judge(ProvenRequest request) {
        Rejection outside =
                AddressCheck.within(ranges, besideSecret).judge(request.head().origin());
        return outside == null ? TokenComparison.proven() : new Credential.Missing(outside);
    }

    @Override
    public String key() {
        return "allowed_ips";
    }

    @Override
    public Object shown() {
        return ranges.stream().map(Cidr::toString).toList();
    }

    @Override
    public boolean needsSecret() {
        return false;
    }
}
