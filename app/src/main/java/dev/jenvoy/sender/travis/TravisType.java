package dev.jenvoy.sender.travis;

import dev.jenvoy.sender.SenderIdentity;
import dev.jenvoy.sender.sample.SampleSigner;
import dev.jenvoy.sender.type.SenderContext;
import dev.jenvoy.sender.type.SenderEntry;
import dev.jenvoy.sender.type.SignedSenderType;
import dev.jenvoy.sender.verify.AdmissionPolicy;
import dev.jenvoy.sender.verify.Protocol;
import java.util.List;

/** Registers Travis CI, whether travis-ci.com or a server of one's own. */
public final class TravisType implements SignedSenderType {

    /** Counts as retrying, although Travis CI never retries: a request that comes again has nothing new to say. */
    @Override
    public SenderIdentity identity() {
        return SenderIdentity.retries("travis", TravisToken.SLUG);
    }

    @Override
    public Protocol protocol(SenderContext context) {
        return new Travis(() -> options(context), context.parts().get(TravisKeys.class));
    }

    @Override
    public AdmissionPolicy.Setter policy(SenderContext context) {
        return origin -> options(context).policy(origin);
    }

    /** Reads the options in force. At an endpoint there is no API, so only tokens count: every user has the signature. */
    private static TravisOptions options(SenderContext context) {
        return TravisOptions.of(context.options().get());
    }

    @Override
    public SenderEntry entry() {
        return new TravisEntry();
    }

    @Override
    public List<SampleSigner> signers() {
        return List.of(new TravisSigner());
    }
}
