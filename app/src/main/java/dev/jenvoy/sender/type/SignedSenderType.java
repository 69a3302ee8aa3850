package dev.jenvoy.sender.type;

import dev.jenvoy.sender.Sender;
import dev.jenvoy.sender.verify.AdmissionPolicy;
import dev.jenvoy.sender.verify.Protocol;
import dev.jenvoy.sender.verify.SignedSender;
import java.util.Optional;

/** Registers a sender that posts one signed payload to {@code /} or to an endpoint. */
public interface SignedSenderType extends SenderType {

    /** Returns what the sender does in a way of its own. */
    Protocol protocol(SenderContext context);

    /** Judges a request's address and whether the sender is open, by the common options. */
    default AdmissionPolicy.Setter policy(SenderContext context) {
        return origin -> AdmissionPolicy.of(context.options().get(), origin);
    }

    @Override
    default Optional<Sender> atRoot(SenderContext context) {
        return Optional.of(open(protocol(context), policy(context), context));
    }

    @Override
    default boolean hasEndpoints() {
        return true;
    }

    @Override
    default Sender atEndpoint(SenderContext context) {
        return open(protocol(context), policy(context), context);
    }

    /** Opens a sender with this protocol and this policy. */
    default Sender open(Protocol protocol, AdmissionPolicy.Setter policy, SenderContext context) {
        return new SignedSender(identity(), protocol, policy, context.spool(), context.clock());
    }
}
