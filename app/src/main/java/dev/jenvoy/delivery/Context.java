package dev.jenvoy.delivery;

import dev.jenvoy.delivery.output.OutputSink;
import java.util.List;

/** What an action is given when it runs. */
public interface Context {

    Delivery delivery();

    /** Returns the journal's number of the delivery. A redelivery has another one. */
    long entry();

    /** Returns 1 when the delivery's key was accepted for the first time, 2 the second time, and so on. */
    int redelivery();

    /** Counts every start of this action for this delivery, from 1. */
    int attempt();

    /**
     * A number that grows along each queue, over all servers that share the journal: of two runs of one queue the later has the
     * larger. What a run changes elsewhere can refuse the smaller one, should two servers ever run at once.
     */
    long fence();

    /** A random token of this one run. It is journaled before the action starts, and marks what outlives a crash. */
    String token();

    /**
     * Identifies the action over all its attempts, those after a crash and in redeliveries included: the same text for the
     * same delivery key, kind and name. Letters and digits only. A kind whose effect a redelivery must repeat makes a key of
     * its own from {@link #entry}.
     */
    String key();

    /**
     * Whether a stop or a crash of the server cut an earlier attempt short, so that it is not known whether that had its
     * effect.
     */
    boolean inDoubt();

    /** Returns the actions of the delivery that have ended before this one, in order. */
    List<Earlier> earlier();

    /**
     * An action that has ended.
     *
     * @param kind the name of its kind
     */
    record Earlier(String kind, String name, Outcome outcome) {}

    /** To be called when the action has been started, and is not only about to be. */
    void started();

    /**
     * Begins the log of the attempt, which takes what the action prints while it runs. Called at most once.
     *
     * @param most how many bytes are kept; of a longer log the beginning and the end
     */
    OutputSink output(long most);

    /**
     * Registers what ends the action early. Called at once when the run has been cancelled already; from another thread
     * when it is cancelled later.
     */
    void onCancel(Runnable ending);
}
