package dev.jenvoy.sender.trigger;

import dev.jenvoy.sender.ReplayGuard;
import dev.jenvoy.sender.Sender;
import dev.jenvoy.sender.SenderOptions;
import dev.jenvoy.sender.SenderRoute;
import dev.jenvoy.sender.request.HeaderFields;
import dev.jenvoy.sender.verify.HashingLimit;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Serves the addresses {@code /REPO-BRANCH} of the branches that may be triggered, in git-triggler's protocol. A path is
 * compared with the configured keys, never taken apart: both names can hold dashes, and a branch slashes. A request for any
 * other path that brings a trigger's headers is rejected in the protocol's own form.
 */
public final class Triggers implements SenderRoute {

    private final Supplier<SenderOptions> sender;
    private final Supplier<TriggerOptions> options;
    private final ReplayGuard memory;
    private final HashingLimit limit = new HashingLimit();
    private final InstantSource clock;

    /** @param memory remembers the triggers that were used */
    public Triggers(
            Supplier<SenderOptions> sender, Supplier<TriggerOptions> options, ReplayGuard memory, InstantSource clock) {
        this.sender = sender;
        this.options = options;
        this.memory = memory;
        this.clock = clock;
    }

    @Override
    public Optional<Sender> at(String path, HeaderFields headers) {
        TriggerOptions current = options.get();
        List<TriggerKey> keys =
                current.keys().stream().filter(key -> key.isAt(path)).toList();
        if (!keys.isEmpty()) {
            return Optional.of(new Trigger(sender.get(), current, keys, memory, limit, clock));
        }
        return headers.has(TriggerSignature.HEADER) || headers.has(TriggerSignature.TIMESTAMP)
                ? Optional.of(new UnknownTrigger())
                : Optional.empty();
    }
}
