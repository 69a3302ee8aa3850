package dev.jenvoy.chat.route;

import dev.jenvoy.chat.word.WordTrouble;
import java.util.List;
import java.util.Optional;

/** The result of a command that changes routes, tokens or defaults. */
public sealed interface RouteChange {

    /**
     * A route was made or changed.
     *
     * @param route the route as it is now
     * @param ignored the words that are not known, and were left out
     * @param doubts what may be a mistake in the words that were taken
     * @param lacksToken whether no token that lets its events in is set for its repository yet
     */
    record Routed(StoredRoute route, List<WordTrouble> ignored, List<WordTrouble> doubts, boolean lacksToken)
            implements RouteChange {}

    /**
     * Routes were removed.
     *
     * @param rooms the rooms that the repository is no longer said in
     * @param tokensGone whether tokens of the repository went as well
     * @param needed the fixed route, or route of its owner, for which a token of the repository stays without a route of its
     *     own; empty without such a route
     */
    record Removed(String repo, List<String> rooms, boolean tokensGone, Optional<ChatRoute> needed)
            implements RouteChange {}

    /** A token was stored. */
    record TokenSet(String repo, String family) implements RouteChange {}

    /** A token was removed. */
    record TokenRemoved(String repo, String family) implements RouteChange {}

    /**
     * The default events were changed.
     *
     * @param words the events as they are now
     * @param ignored the words that are not known, and were left out
     * @param doubts what may be a mistake in the words that were taken
     */
    record DefaultsSet(List<String> words, List<WordTrouble> ignored, List<WordTrouble> doubts)
            implements RouteChange {}

    /** Everything that commands had made was removed. */
    record Reset() implements RouteChange {}

    /** No word is an event, so nothing was changed. */
    record NoEvent(List<WordTrouble> ignored) implements RouteChange {}

    /** The text is no repository, so nothing was changed. */
    record NoRepository(String text) implements RouteChange {}

    /**
     * No room has this name.
     *
     * @param rooms the names of the rooms there are
     */
    record NoRoom(String text, List<String> rooms) implements RouteChange {}

    /** The repository has no such route or token, so nothing was changed. */
    record NoRoute(String repo) implements RouteChange {}

    /** The route is one of the configuration, so nothing was changed. */
    record Fixed(String repo, String room) implements RouteChange {}

    /** The family has no tokens. */
    record NoFamily(String text, List<String> families) implements RouteChange {}

    /** Nothing can be stored now, and why. */
    record Unavailable(String why) implements RouteChange {}
}
