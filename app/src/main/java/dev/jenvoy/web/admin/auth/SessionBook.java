package dev.jenvoy.web.admin.auth;

import java.util.Optional;

/** The sessions of clients that showed a token. Never waits; safe for use by several threads. */
public interface SessionBook {

    /**
     * Begins a session for a client that showed a token, and returns its id, which cannot be guessed.
     *
     * @param tokenDigest tells the token from others
     */
    String begin(String tokenDigest);

    /** Returns the digest of the token with which a session began; empty if it has ended. Counts as use of the session. */
    Optional<String> use(String id);

    /** Returns the same for a running response. Does not count as use of the session. */
    Optional<String> look(String id);

    /** Ends the session with this id, if any. */
    void end(String id);
}
