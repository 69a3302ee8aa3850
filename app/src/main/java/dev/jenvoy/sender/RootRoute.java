package dev.jenvoy.sender;

import dev.jenvoy.sender.request.HeaderFields;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Serves the path {@code /}, which all senders share. A request that several senders could claim belongs to the first in a
 * fixed order, and only that sender's checks judge it. A header of a later sender changes nothing; a header of an earlier
 * one means that sender's secret. So no sender's weaker check can replace another's.
 */
public final class RootRoute implements SenderRoute {

    private final List<Sender> known;
    private final Supplier<List<Sender>> configured;
    private final Sender otherwise;

    /**
     * @param known the senders that come with the server, in the order of precedence
     * @param configured the senders that the configuration describes; they come after the others
     * @param otherwise judges a request that no sender recognises
     */
    public RootRoute(List<Sender> known, Supplier<List<Sender>> configured, Sender otherwise) {
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

    private static @Nullable Sender first(List<Sender> senders, HeaderFields headers) {
        for (Sender sender : senders) {
            if (sender.matches(headers)) {
                return sender;
            }
        }
        return null;
    }
}
