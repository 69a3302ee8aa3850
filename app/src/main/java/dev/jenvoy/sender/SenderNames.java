package dev.jenvoy.sender;

import dev.jenvoy.sender.request.HeaderFields;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The door {@code /}, at which any sender may knock. A request that several senders could claim belongs to the first in
 * a fixed order, and is judged by that one's checks alone: a header of a sender that comes later changes nothing, one of
 * a sender that comes earlier means that sender's secret. So no sender's weaker check can stand in for another's.
 */
public final class SenderNames implements SenderRoute {

    private final List<Sender> known;
    private final Supplier<List<Sender>> configured;
    private final Sender otherwise;

    /**
     * @param known in the order in which they are asked whether a request is theirs
     * @param configured those that the configuration describes, asked after them
     * @param otherwise who judges what nobody recognises
     */
    public SenderNames(List<Sender> known, Supplier<List<Sender>> configured, Sender otherwise) {
        this.known = List.copyOf(known);
        this.configured = configured;
        this.otherwise = otherwise;
    }

    @Override
    public Optional<Sender> at(String path, HeaderFields headers) {
        if (!path.equals("/")) {
            return Optional.empty();
        }
        Sender found = first(known, headers);
        if (found == null) {
            found = first(configured.get(), headers);
        }
        return Optional.of(found == null ? otherwise : found);
    }

    private static @Nullable Sender first(List<Sender> sources, HeaderFields headers) {
        for (Sender source : sources) {
            if (source.matches(headers)) {
                return source;
            }
        }
        return null;
    }
}
