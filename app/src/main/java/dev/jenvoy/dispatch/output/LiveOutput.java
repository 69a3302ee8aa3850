package dev.jenvoy.dispatch.output;

import dev.jenvoy.delivery.OutputSink;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The output of running actions, for clients that follow a delivery. The output so far of a running action is held, up
 * to the limit of its outcome, so that a client that comes late misses nothing. After the end it is in the journal.
 * Safe for use by several threads.
 */
public final class LiveOutput implements RunningOutputs {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.dispatch");

    private final Map<Long, Channel> channels = new ConcurrentHashMap<>();

    /**
     * Follows one delivery. Called on the thread that runs the action, which waits for it: hands on and returns. Must not
     * begin or end to follow from there.
     */
    public interface Follower {
        void printed(Printed piece);
    }

    /** A piece of an output. The array must not be changed. */
    @SuppressWarnings("ArrayRecordComponent") // pieces are handed on, never compared
    public record Printed(int position, int attempt, OutputSink.Stream stream, byte[] bytes) {

        /** Without what was printed. */
        @Override
        public String toString() {
            return "Printed[position=" + position + ", attempt=" + attempt + ", stream=" + stream + ", bytes="
                    + bytes.length + "]";
        }
    }

    /**
     * Follows a delivery from now on: tells first what its running action has printed so far, then each new piece, in
     * order.
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

    @Override
    public OutputSink sinkOf(long entry, int position, int attempt) {
        Running running = new Running(position, attempt);
        Channel channel = channels.compute(entry, (number, known) -> {
            Channel there = known == null ? new Channel() : known;
            there.begin(running);
            return there;
        });
        return (stream, chunk) -> channel.print(running, stream, chunk);
    }

    @Override
    public void ended(long entry, int position) {
        channels.computeIfPresent(entry, (number, channel) -> channel.end() ? null : channel);
    }

    /** Whether no action runs and no client follows. */
    boolean isEmpty() {
        return channels.isEmpty();
    }

    /** An action that runs, and what it has printed. */
    private record Running(int position, int attempt, ByteArrayOutputStream stdout, ByteArrayOutputStream stderr) {

        Running(int position, int attempt) {
            this(position, attempt, new ByteArrayOutputStream(0), new ByteArrayOutputStream(0));
        }

        ByteArrayOutputStream of(OutputSink.Stream stream) {
            return stream == OutputSink.Stream.STDOUT ? stdout : stderr;
        }
    }

    /** One delivery's running action and followers. */
    private static final class Channel {

        private final List<Follower> followers = new CopyOnWriteArrayList<>();
        private @Nullable Running running;

        synchronized void begin(Running next) {
            running = next;
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
                for (OutputSink.Stream stream : OutputSink.Stream.values()) {
                    byte[] soFar = now.of(stream).toByteArray();
                    if (soFar.length > 0) {
                        tell(follower, new Printed(now.position(), now.attempt(), stream, soFar));
                    }
                }
            }
        }

        /** Whether it is not needed any more. */
        synchronized boolean remove(Follower follower) {
            followers.remove(follower);
            return followers.isEmpty() && running == null;
        }

        synchronized void print(Running by, OutputSink.Stream stream, byte[] chunk) {
            by.of(stream).writeBytes(chunk);
            for (Follower follower : followers) {
                tell(follower, new Printed(by.position(), by.attempt(), stream, chunk));
            }
        }

        /** A follower that fails is no matter of the hook's. */
        private static void tell(Follower follower, Printed piece) {
            try {
                follower.printed(piece);
            } catch (RuntimeException e) {
                LOG.error("follower of an output failed", e);
            }
        }
    }
}
