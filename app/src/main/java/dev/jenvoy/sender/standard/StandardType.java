package dev.jenvoy.sender.standard;

import dev.jenvoy.sender.SenderIdentity;
import dev.jenvoy.sender.sample.SampleSigner;
import dev.jenvoy.sender.type.SecretKind;
import dev.jenvoy.sender.type.SenderContext;
import dev.jenvoy.sender.type.SignedSenderType;
import dev.jenvoy.sender.verify.Protocol;
import java.util.List;

/** Registers the senders that follow the Standard Webhooks specification. They send again under the same id. */
public final class StandardType implements SignedSenderType {

    @Override
    public SenderIdentity identity() {
        return SenderIdentity.retries(
                "standard", StandardSignature.SIGNATURE, StandardSignature.ID, StandardSignature.TIMESTAMP);
    }

    @Override
    public Protocol protocol(SenderContext context) {
        return new StandardWebhooks(new StandardSignature(identity().name(), context.replayGuard(), context.clock()));
    }

    @Override
    public boolean namesRepositories() {
        return false;
    }

    @Override
    public SecretKind secretKind() {
        return SecretKind.STANDARD;
    }

    @Override
    public List<SampleSigner> signers() {
        return List.of(new StandardSigner());
    }
}
