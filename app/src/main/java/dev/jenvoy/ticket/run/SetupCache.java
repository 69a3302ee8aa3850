package dev.jenvoy.ticket.run;

import dev.jenvoy.option.json.FileReader;
import dev.jenvoy.ticket.file.FileProblem;
import dev.jenvoy.ticket.options.TicketsOptions;
import dev.jenvoy.ticket.setup.SetupFiles;
import dev.jenvoy.ticket.setup.TrackerSetups;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The trackers with the state machines of their files, read again after a change. Files with an error change no machine: the
 * last good ones stay in force, and what the configuration says of their trackers counts. Safe for use by several threads.
 */
final class SetupCache {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.tickets");

    /** How often the files are looked at. */
    private static final long LOOK_NANOS = Duration.ofSeconds(2).toNanos();

    private final SetupFiles files;
    private final FileReader reader;
    private final LongSupplier nanos;
    private @Nullable TicketsOptions options;
    private TrackerSetups latest = TrackerSetups.NONE;
    private TrackerSetups inForce = TrackerSetups.NONE;
    private long lookedAt;

    /** @param nanos a clock that only goes forward, in nanoseconds */
    SetupCache(FileReader reader, LongSupplier nanos) {
        this.files = new SetupFiles(reader);
        this.reader = reader;
        this.nanos = nanos;
    }

    /** Returns the trackers in force. Blocks on the disk. */
    synchronized TrackerSetups of(TicketsOptions current) {
        long now = nanos.getAsLong();
        boolean isSame = current.equals(options);
        if (isSame && now - lookedAt < LOOK_NANOS) {
            return inForce;
        }
        if (!isSame || haveChanged()) {
            List<FileProblem> before = latest.problems();
            latest = files.load(current);
            inForce = latest.hasErrors() ? inForce.under(current) : latest;
            if (!latest.problems().equals(before)) {
                latest.problems().forEach(this::log);
            }
        }
        options = current;
        lookedAt = now;
        return inForce;
    }

    private void log(FileProblem problem) {
        String said = problem.describe();
        if (!problem.isError()) {
            LOG.warn("state file problem=\"{}\"", said);
        } else if (inForce.trackers().isEmpty()) {
            LOG.error("state files not used problem=\"{}\"", said);
        } else {
            LOG.error("state files not used, the last good ones stay in force problem=\"{}\"", said);
        }
    }

    private boolean haveChanged() {
        return latest.files().stream().anyMatch(file -> !FileReader.same(file.stamp(), reader.stamp(file.path())));
    }

    /** Returns what is wrong with the files that were read last. */
    synchronized List<FileProblem> problems() {
        return latest.problems();
    }
}
