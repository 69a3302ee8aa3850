package dev.jenvoy.sender.custom;

import dev.jenvoy.sender.SenderIdentity;
import dev.jenvoy.sender.sample.SampleSigner;
import dev.jenvoy.sender.type.SenderContext;
import dev.jenvoy.sender.type.SignedSenderType;
import dev.jenvoy.sender.verify.Protocol;
import java.util.List;

/**
 * Registers a sender that the configuration describes. Jenvoy does not know whether it retries, so what comes again runs
 * again.
 */
public record CustomSenderType(CustomSenderSpec spec) implements SignedSenderType {

    @Override
    public SenderIdentity identity() {
        return SenderIdentity.sendsOnce(spec.name(), spec.sign());
    }

    @Override
    public Protocol protocol(SenderContext context) {
        return new CustomSender(spec);
    }

    @Override
    public boolean namesRepositories() {
        return false;
    }

    @Override
    public List<SampleSigner> signers() {
        return List.of(new CustomSigner(spec));
    }
}
