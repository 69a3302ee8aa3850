package dev.jenvoy.sender.trigger;

import dev.jenvoy.sender.SenderIdentity;
import dev.jenvoy.sender.SenderRoute;
import dev.jenvoy.sender.sample.SampleSigner;
import dev.jenvoy.sender.type.SenderContext;
import dev.jenvoy.sender.type.SenderEntry;
import dev.jenvoy.sender.type.SenderType;
import java.util.List;
import java.util.Optional;

/** Registers triggers. They are recognised by their addresses, and have their secrets in {@code TRIGGERS}. */
public final class TriggerType implements SenderType {

    @Override
    public SenderIdentity identity() {
        return SenderIdentity.sendsOnce(Trigger.NAME);
    }

    @Override
    public Optional<SenderRoute> atOwnAddresses(SenderContext context) {
        return Optional.of(new Triggers(
                context.options(),
                context.parts().get(TriggerParts.class).options(),
                context.replayGuard(),
                context.clock()));
    }

    @Override
    public SenderEntry entry() {
        return new TriggerEntry();
    }

    @Override
    public List<SampleSigner> signers() {
        return List.of(new TriggerSigner());
    }
}
