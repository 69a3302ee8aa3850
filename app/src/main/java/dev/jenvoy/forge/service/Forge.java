package dev.jenvoy.forge.service;

import java.util.Optional;

/**
 * A service that keeps repositories, reached with the credentials of one entry. Every method blocks for the network, and
 * returns what the service does as a value. Thread-safe.
 */
public interface Forge extends AutoCloseable {

    /** Shows a status on a commit, in place of an earlier one with the same context. Has the same effect when it is repeated. */
    ForgeReply show(CommitStatus status) throws InterruptedException;

    /** Writes a comment on a pull request, and returns its id. Writes another one when it is repeated. */
    ForgeReply write(PullPlace pull, String text) throws InterruptedException;

    /** Replaces the text of a comment. {@link ForgeReply.Missing} if there is no such comment any more. */
    ForgeReply edit(PullPlace pull, String comment, String text) throws InterruptedException;

    /** Returns the id of the first comment with this text in it. {@link ForgeReply.Missing} if there is no such comment. */
    ForgeReply find(PullPlace pull, String mark) throws InterruptedException;

    /** Returns why its credentials cannot be used, in words; empty while all is well or nothing was tried. */
    Optional<String> trouble();

    /** Breaks off what is under way. */
    @Override
    void close();
}
