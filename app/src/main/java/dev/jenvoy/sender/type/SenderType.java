package dev.jenvoy.sender.type;

import dev.jenvoy.sender.Sender;
import dev.jenvoy.sender.SenderIdentity;
import dev.jenvoy.sender.SenderRoute;
import dev.jenvoy.sender.facts.FactTable;
import dev.jenvoy.sender.sample.SampleSigner;
import java.util.List;
import java.util.Optional;

/**
 * Registers one sender: everything that the server, the configuration and the commands know of it. Each sender's package
 * has one; {@code SenderTypes} lists them. Holds no state. Most senders register as a {@link SignedSenderType}.
 */
public interface SenderType {

    /** Says who the sender is. */
    SenderIdentity identity();

    /** Opens the sender for requests to the path {@code /}; empty for a sender that has other addresses. */
    default Optional<Sender> atRoot(SenderContext context) {
        return Optional.empty();
    }

    /** Opens the sender's own addresses; empty for most. */
    default Optional<SenderRoute> atOwnAddresses(SenderContext context) {
        return Optional.empty();
    }

    /** Tells whether endpoints can be registered for the sender. */
    default boolean hasEndpoints() {
        return false;
    }

    /**
     * Opens the sender for a registered endpoint.
     *
     * @throws IllegalStateException when the sender {@linkplain #hasEndpoints has no endpoints}
     */
    default Sender atEndpoint(SenderContext context) {
        throw new IllegalStateException(identity().name() + " has no endpoints");
    }

    /**
     * Tells whether each payload of the sender, pings excepted, names a repository. If not, the secret of an endpoint alone
     * says whose a payload is.
     */
    default boolean namesRepositories() {
        return true;
    }

    /** Declares the sender's entry under {@code senders}. */
    default SenderEntry entry() {
        return SenderEntry.COMMON;
    }

    /**
     * Returns where the sender's payloads have their facts, for tools that read payloads in files; empty where a payload alone
     * does not say enough.
     */
    default Optional<FactTable> factTable() {
        return Optional.empty();
    }

    /** Tells how the sender's secrets look. */
    default SecretKind secretKind() {
        return SecretKind.TEXT;
    }

    /** Returns those who sign samples for {@code send --as}, one for each name; empty where only the sender can sign. */
    List<SampleSigner> signers();

    /** Says, to a person, why only the sender itself can sign; empty where there are {@link #signers}. */
    default Optional<String> unsignable() {
        return Optional.empty();
    }
}
