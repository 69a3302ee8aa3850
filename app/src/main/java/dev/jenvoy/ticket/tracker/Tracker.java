package dev.jenvoy.ticket.tracker;

import com.google.gson.JsonObject;
import java.util.Optional;

/**
 * A service that keeps tickets, with the credentials of one account. Every method that returns a result blocks until the
 * service has answered or the time is up, and asks at once only as often as the service allows. Whatever the service or the
 * network does is a result, never an exception. Thread-safe; threads, sockets and processes begin with the first use.
 *
 * <p>Once the service has refused the credentials, no method asks it again: all of them return {@link TrackerFailure.Shut}
 * until {@link #reopen}. Other credentials are another tracker. While the service limits the rate, for all or for one ticket,
 * the methods return {@link TrackerFailure.Later} without asking.
 *
 * <p>Whether a ticket may be moved twice is not known here: the caller looks, decides, records, and then moves. The caller
 * also keeps two moves of one ticket apart.
 */
public interface Tracker extends AutoCloseable {

    /**
     * Reads a ticket: its status, and the steps that the account can take with it now.
     *
     * @param key the key as it is written in a text, in upper case, such as {@code SOC-12}
     * @throws InterruptedException when the thread was interrupted, because the server stops
     */
    LookResult look(String key) throws InterruptedException;

    /**
     * Moves a ticket by one step, and reads it again: a service may accept a move and not carry it out, or an automation may
     * move the ticket on. If the service refuses one of the fields because the step has no such field, the move is asked for
     * once more without it.
     *
     * <p>After {@link TrackerFailure.Later}, and after an interruption, the ticket may have been moved: the next try looks
     * first.
     *
     * @param ticket the ticket as it was read last
     * @param step a step of it, or {@link Step#to} where its steps are {@link Steps.Any}
     * @param fields what is set together with the move, in the tracker's own form; empty for nothing
     * @throws InterruptedException when the thread was interrupted, because the server stops
     */
    MoveResult move(Ticket ticket, Step step, JsonObject fields) throws InterruptedException;

    /**
     * Links a ticket to a page. The same page again replaces the link, so that it can be repeated.
     *
     * @return why there is no link now; empty after success
     * @throws InterruptedException when the thread was interrupted, because the server stops
     */
    Optional<TrackerFailure> link(Ticket ticket, LinkedPage page) throws InterruptedException;

    /**
     * Writes a comment. Repeated, it writes another one.
     *
     * @param line plain text
     * @return why there is no comment; empty after success
     * @throws InterruptedException when the thread was interrupted, because the server stops
     */
    Optional<TrackerFailure> comment(Ticket ticket, String line) throws InterruptedException;

    /**
     * Asks, without changing anything, what the account may do in a project and which statuses its tickets can have.
     *
     * @param project the part of its keys before the number
     * @throws InterruptedException when the thread was interrupted, because the server stops
     */
    SurveyResult survey(String project) throws InterruptedException;

    /**
     * Returns why the tracker cannot be used, in words without a secret: it refused the credentials, or its last answer was
     * not a tracker's. Empty while all is well or nothing was tried. A service that is down is not in this.
     */
    Optional<TrackerFailure.Shut> trouble();

    /** Forgets the {@link #trouble}, so that the service is asked again: a person says that all is right now. */
    void reopen();

    /** Breaks off what is under way. */
    @Override
    void close();
}
