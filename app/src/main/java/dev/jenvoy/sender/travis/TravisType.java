package dev.jenvoy.sender.travis;

import dev.jenvoy.sender.Sender;
import dev.jenvoy.sender.SenderIdentity;
import dev.jenvoy.sender.sample.SampleSigner;
import dev.jenvoy.sender.type.SenderContext;
import dev.jenvoy.sender.type.SignedSenderType;
import dev.jenvoy.sender.verify.AdmissionPolicy;
import dev.jenvoy.sender.verify.Protocol;
import java.util.List;
import java.util.Optional;

/** Registers Travis CI, whether travis-ci.com or a server of one's own. */
public final class TravisType implements SignedSenderType {

    /** Counts as retrying, although Travis CI never retries: a request that comes again has nothing new to say. */
    @Override
    public SenderIdentity identity() {
        return SenderIdentity.retries("travis", TravisToken.SLUG);
    }

    @Override
    public Protocol protocol(SenderContext context) {
        TravisParts parts = context.parts().get(TravisParts.class);
        return new Travis(parts.settings(), parts.keys());
    }

    @Override
    public AdmissionPolicy.Setter policy(SenderContext context) {
        TravisParts parts = context.parts().get(TravisParts.class);
        return origin -> parts.settings().get().terms(origin);
    }

    /** Takes tokens alone: everyone who has a build at Travis CI has its signature. */
    @Override
    public Sender atEndpoint(SenderContext context) {
        TravisSettings settings = new TravisSettings(context.options().get(), Optional.empty(), List.of());
        TravisKeys keys = context.parts().get(TravisParts.class).keys();
        return open(new Travis(() -> settings, keys), settings::terms, context);
    }

    @Override
    public List<SampleSigner> signers() {
        return List.of(new TravisSigner());
    }
}
