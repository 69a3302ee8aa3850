package dev.jenvoy.sender.type;

import dev.jenvoy.delivery.payload.Spool;
import dev.jenvoy.sender.ReplayGuard;
import dev.jenvoy.sender.SenderOptions;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * Gives a sender what it needs of the server.
 *
 * @param options the sender's options in force; those of an endpoint hold the endpoint's secrets
 * @param spool decodes forms to memory or to a file
 * @param replayGuard remembers the proofs that were used here
 * @param clock tells the time
 * @param parts holds what single senders need besides
 */
public record SenderContext(
        Supplier<SenderOptions> options,
        Spool spool,
        ReplayGuard replayGuard,
        InstantSource clock,
        SenderParts parts) {}
