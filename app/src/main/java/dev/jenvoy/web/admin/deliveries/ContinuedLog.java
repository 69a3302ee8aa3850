package dev.jenvoy.web.admin.deliveries;

import dev.jenvoy.delivery.output.LogPiece;
import dev.jenvoy.delivery.output.ReadableLog;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The log of an attempt that runs, which goes on with the journal's when the attempt ends while it is read. Both have the
 * same places.
 *
 * @param running the log while the attempt runs
 * @param recorded finds the journal's; empty as long as there is nothing
 */
record ContinuedLog(ReadableLog running, Supplier<Optional<ReadableLog>> recorded) implements ReadableLog {

    @Override
    public List<LogPiece> read(long from) throws IOException {
        try {
            return running.read(from);
        } catch (IOException e) {
            return recorded.get().orElseThrow(() -> e).read(from);
        }
    }
}
