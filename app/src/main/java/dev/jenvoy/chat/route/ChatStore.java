package dev.jenvoy.chat.route;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps what commands change: routes, tokens, settings; and what was said: the conversations of rooms, and the messages of
 * actions that have several. Every method blocks. What a change
 * returned empty for is safe on disk; otherwise nothing was changed, and the text says why.
 */
public interface ChatStore {

    /** Reads all routes, by repository and room. */
    List<StoredRoute> routes() throws IOException;

    /** Makes a route, or replaces the one with the same set, repository and room. */
    Optional<String> put(StoredRoute route);

    /** Removes a route. */
    Optional<String> removeRoute(RouteSet set, String repo, String room);

    /** Reads all tokens. */
    List<StoredToken> tokens() throws IOException;

    /** Stores a token, or replaces the one of the same repository and family. */
    Optional<String> put(StoredToken token);

    /** Removes a token. */
    Optional<String> removeToken(String repo, String family);

    /** Reads all settings by name. */
    Map<String, String> settings() throws IOException;

    /** Stores a setting. */
    Optional<String> putSetting(String name, String value);

    /** Stores a setting, unless it is there. */
    Optional<String> keepSetting(String name, String value);

    /** Removes everything that commands made: routes, tokens, and the settings that begin with {@code defaults.}. */
    Optional<String> reset();

    /** Returns the id that the service gave the first message of a conversation in a room. */
    Optional<String> thread(String room, String subject) throws IOException;

    /** Remembers the first message of a conversation. It may be lost in a crash of the machine. */
    void putThread(String room, String subject, String remote, Instant at);

    /**
     * Returns which messages of an action were begun, and whether each was said.
     *
     * @param entry the journal's number of the delivery
     * @param name the name of the action
     */
    Map<String, Boolean> parts(long entry, String name) throws IOException;

    /** Remembers that a message of an action is about to be sent. */
    Optional<String> beginPart(long entry, String name, String part, Instant at);

    /** Remembers that a message of an action was said. */
    Optional<String> endPart(long entry, String name, String part, Instant at);

    /** Forgets conversations and messages that began before this time. */
    void forget(Instant before);
}
