package dev.jenvoy.cluster;

import java.util.List;

/**
 * The servers that share one journal, as one of them sees it. Thread-safe.
 *
 * <p>Neither the clock of another machine nor that of the database decides anything: each server watches how the others' beats move, by
 * its own monotonic clock.
 */
public interface Cluster extends AutoCloseable {

    /** Returns this server's number, which is new after each start and each {@link #rejoin}. */
    int number();

    /** Returns the servers that are live or leaving, this one among them, by number. As of the last beat; never waits. */
    List<Member> members();

    /**
     * Returns whether this server is the one that keeps chat connections, runs actions apart, fires schedules and does the
     * housekeeping. False once it is {@linkplain Standing#CUT_OFF cut off}. Never waits.
     */
    boolean isLeader();

    /** Returns this server's standing at this moment, by the clock. Never waits. */
    Standing standing();

    /** Lets a listener hear of every later change. */
    void watch(ClusterListener listener);

    /** No more news for this listener; one that is under way may still arrive. */
    void unwatch(ClusterListener listener);

    /** Says how much this server has to do. Others see it with the next beat. Never waits. */
    void publish(Load load);

    /** Says what this server's hooks and configuration are. Others see it with the next beat. Never waits. */
    void publish(Digests digests);

    /**
     * Says whether pages are open at this server, which want to hear of {@linkplain Notice.Kind#TOUCHED changed} deliveries.
     * Others see it with the next beat. Never waits.
     */
    void publishWatching(boolean pagesAreOpen);

    /** Returns what servers say to each other. */
    Notices notices();

    /** Returns the sessions that people have ended, at whatever server. */
    SignOuts signOuts();

    /** Returns what servers keep in memory of what others may change. */
    Books books();

    /**
     * Becomes a new server, after it was taken over and all local work was dropped. Blocks until the database has it, and tries
     * again while that is away.
     */
    void rejoin() throws InterruptedException;

    /** An orderly stop begins: others give this server nothing new. Keeps the leadership. Blocks for one round trip. */
    void drain();

    /** Gives the leadership up, and never takes it again. Others take it at once. Blocks for one round trip. */
    void resign();

    /** Stops to be a server, in good order: others need not wait for its lease. Blocks for one round trip; a second call does nothing. */
    void leave();

    /** Ends the beats without a word, as a death would. {@link #leave} comes before it at an orderly stop. */
    @Override
    void close();
}
