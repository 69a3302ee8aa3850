package dev.jenvoy.cluster;

import dev.jenvoy.cluster.Notice.Kind;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What servers say to each other, so that one need not ask all the time. <b>Nothing may depend on it</b>: notices may be late,
 * doubled or lost, and who needs one looks for himself each second. While they do not get through, and after they did not, listeners
 * are called with notices without numbers. Thread-safe.
 */
public interface Notices {

    /**
     * Says something to all other servers; of {@link Kind#TOUCHED} only while one of them has pages open. Several within 10 ms
     * are sent as one. Never waits, never fails.
     */
    void tell(Kind kind, Collection<Long> numbers);

    /** Says something to one server, which may be this one. Never waits, never fails. */
    void tell(int server, Kind kind, Collection<Long> numbers);

    /** Lets a listener hear notices of one kind, on one thread at a time. What takes longer than a moment goes to another thread. */
    void listen(Kind kind, Consumer<Notice> listener);

    /** Returns why notices do not get through, in words; empty while they do. Never waits. */
    Optional<String> trouble();
}
