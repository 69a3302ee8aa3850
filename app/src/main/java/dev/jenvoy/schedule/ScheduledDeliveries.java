package dev.jenvoy.schedule;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.DeliveryKey;
import dev.jenvoy.delivery.Event;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.delivery.payload.Payload;
import dev.jenvoy.delivery.payload.PayloadDigest;
import dev.jenvoy.dispatch.Dispatcher;
import dev.jenvoy.dispatch.intake.Submission;
import dev.jenvoy.journal.History;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a hook by a delivery of the event {@code schedule}, whose payload is an empty object. Its key is made of hook and time: a
 * time that the journal knows does not run again.
 */
@CheckReturnValue
public final class ScheduledDeliveries implements Timetable.Runs {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.schedule");
    private static final Event EVENT = new Event(DeliveryKey.SCHEDULE);

    private final Dispatcher dispatcher;
    private final History history;
    private final InstantSource clock;

    private ScheduledDeliveries(Dispatcher dispatcher, History history, InstantSource clock) {
        this.dispatcher = dispatcher;
        this.history = history;
        this.clock = clock;
    }

    /**
     * Returns a timetable whose runs are such deliveries.
     *
     * @param hooks those that have a schedule now; may read the disk
     * @param file keeps until when schedules were seen to
     * @param timer runs what is due, and may wait for the disk
     */
    public static Timetable timetable(
            Supplier<List<ScheduledHook>> hooks,
            Dispatcher dispatcher,
            History history,
            Path file,
            ScheduledExecutorService timer,
            InstantSource clock) {
        return new Timetable(hooks, new ScheduledDeliveries(dispatcher, history, clock), file, timer, clock);
    }

    @Override
    public CompletionStage<Boolean> begin(String hook, Instant time) {
        DeliveryKey key = DeliveryKey.ofSchedule(hook, time);
        if (!history.entriesOf(key).isEmpty()) {
            return CompletableFuture.completedFuture(true);
        }
        byte[] payload = "{}".getBytes(StandardCharsets.UTF_8);
        Delivery delivery =
                new Delivery(key, Facts.of(EVENT), Payload.of(payload), PayloadDigest.of(payload), clock.instant());
        return dispatcher.submit(delivery, Map.of()).thenApply(submission -> isSettled(hook, time, submission));
    }

    private static boolean isSettled(String hook, Instant time, Submission submission) {
        if (submission instanceof Submission.Unavailable unavailable) {
            LOG.warn("hook cannot run by time now hook={} time={} cause=\"{}\"", hook, time, unavailable.reason());
            return false;
        }
        if (submission instanceof Submission.Accepted) {
            LOG.info("hook runs by time hook={} time={}", hook, time);
        } else {
            LOG.warn("hook does not run by time, it is gone hook={} time={}", hook, time);
        }
        return true;
    }
}
