package dev.jenvoy.chat.route;

import dev.jenvoy.chat.word.WordTrouble;
import java.util.List;

/** The result of a command that changes routes, tokens or defaults. */
public sealed interface RouteChange {

    /**
     * A route was made or changed.
     *
     * @param route the route as it is now
     * @param ignored the words that are not known, and were left out
     * @param lacksToken whether no token is set for its repository yet
     */
    record Routed(StoredRoute route, List<WordTrouble> ignored, boolean lacksToken) implements RouteChange {}

    /**
     * Routes were removed.
     *
     * @param rooms the rooms that the repository is no longer said in
     * @param lastOne whether it has no route any more, so that its tokens went as well
     */
    record Removed(String repo, List<String> rooms, boolean lastOne) implements RouteChange {}

    /** A token was stored. */
    record TokenSet(String repo, String family) implements RouteChange {}

    /** A token was removed. */
    record TokenRemoved(String repo, String family) implements RouteChange {}

    /**
     * The default events were changed.
     *
     * @param words the events as they are now
     * @param ignored the words that are not known, and were left out
     */
    record DefaultsSet(List<String> words, List<WordTrouble> ignored) implements RouteChange {}

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
