package dev.jenvoy.forge.book;

import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Records what was reported to forges, and which sent deliveries they were asked for again. Everything blocks on the disk. What
 * a method has recorded survives a crash. Thread-safe.
 */
public interface ForgeBook {

    /**
     * Takes the right to speak in a place for a delivery, unless a newer one has it.
     *
     * @param place a commit and a hook, or a pull request and a hook
     * @param entry the journal's number of the delivery
     * @return whether it may speak
     */
    boolean claim(String place, long entry, Instant now) throws IOException;

    /** Records what a comment says of a hook, unless a newer delivery said something. */
    void say(String place, CommentLine line, Instant now) throws IOException;

    /** Returns what a comment says, by the names of the hooks. */
    List<CommentLine> lines(String place) throws IOException;

    /** Returns the id of the comment of a place; empty if there is not one that is known. */
    Optional<String> comment(String place) throws IOException;

    /** Records the id of the comment of a place. */
    void keepComment(String place, String comment, Instant now) throws IOException;

    /** Forgets the comment of a place, because it is not there any more. */
    void dropComment(String place) throws IOException;

    /** Returns those of some ids of deliveries that were asked for again at this webhook. */
    Set<String> asked(String webhook, Collection<String> ids) throws IOException;

    /** Records that a delivery is asked for again, before it is. */
    void ask(AskedDelivery asked) throws IOException;

    /** Takes back that a delivery was asked for, because the forge did not get the request. */
    void unask(String webhook, String id) throws IOException;

    /** Records that a forge refused to send a delivery again. */
    void refused(String webhook, String id, String why) throws IOException;

    /** Returns the deliveries that were asked for last, newest first. */
    List<AskedDelivery> lastAsked(int limit) throws IOException;

    /** Forgets what is older. Does not wait for the disk. */
    void forget(Instant before);
}
