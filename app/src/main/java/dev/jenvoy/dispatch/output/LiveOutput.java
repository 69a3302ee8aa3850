package dev.jenvoy.dispatch.output;

import dev.jenvoy.delivery.output.OutputSink;
import dev.jenvoy.delivery.output.ReadableLog;
import dev.jenvoy.delivery.output.RunningLog;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The logs of running actions, for clients that follow a delivery: each reads them at its own speed, from the beginning.
 * After the end they are in the journal. Safe for use by several threads.
 */
public final class LiveOutput implements RunningOutputs {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.dispatch");

    private final Map<Long, Channel> channels = new ConcurrentHashMap<>();

    /**
     * Follows one delivery. Called on the thread that runs the action, which waits for it: hands on and returns. Must not
     * begin or end to follow from there.
     */
    public interface Follower {
        /** There is something to read in the log of a running action. */
        void printed(Running running);
    }

    /** An action that runs, and its log. */
    public record Running(int position, int attempt, RunningLog log) {}

    /**
     * Follows a delivery from now on. Tells of its running action at once.
     *
     * @return ends that
     */
    public Runnable follow(long entry, Follower follower) {
        channels.compute(entry, (number, known) -> {
            Channel channel = known == null ? new Channel() : known;
            channel.add(follower);
            return channel;
        });
        return () -> channels.computeIfPresent(entry, (number, channel) -> channel.remove(follower) ? null : channel);
    }

    /** Returns the log of a running attempt; empty if it does not run. */
    public Optional<ReadableLog> log(long entry, int position, int attempt) {
        return Optional.ofNullable(channels.get(entry))
                .flatMap(Channel::running)
                .filter(now -> now.position() == position && now.attempt() == attempt)
                .map(Running::log);
    }

    @Override
    public OutputSink sinkOf(long entry, int position, int attempt, RunningLog log) {
        Running running = new Running(position, attempt, log);
        Channel channel = channels.compute(entry, (number, known) -> {
            Channel there = known == null ? new Channel() : known;
            there.begin(running);
            return there;
        });
        return (stream, chunk) -> {
            log.write(stream, chunk);
            channel.tell(running);
        };
    }

    @Override
    public void ended(long entry, int position) {
        channels.computeIfPresent(entry, (number, channel) -> channel.end() ? null : channel);
    }

    /** One delivery's running action and followers. */
    private static final class Channel {

        private final List<Follower> followers = new CopyOnWriteArrayList<>();
        private @Nullable Running running;

        synchronized void begin(Running next) {
            running = next;
        }

        synchronized Optional<Running> running() {
            return Optional.ofNullable(running);
        }

        /** Whether it is not needed any more. */
        synchronized boolean end() {
            running = null;
            return followers.isEmpty();
        }

        synchronized void add(Follower follower) {
            followers.add(follower);
            Running now = running;
            if (now != null) {
                tell(follower, now);
            }
        }

        /** Whether it is not needed any more. */
        synchronized boolean remove(Follower follower) {
            followers.remove(follower);
            return followers.isEmpty() && running == null;
        }

        void tell(Running by) {
            for (Follower follower : followers) {
                tell(follower, by);
            }
        }

        /** A follower that fails is no matter of the hook's. */
        private static void tell(Follower follower, Running by) {
            try {
                follower.printed(by);
            } catch (RuntimeException e) {
                LOG.error("follower of an output failed", e);
            }
        }
    }
}
