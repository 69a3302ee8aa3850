package dev.jenvoy.chat.command;

import dev.jenvoy.chat.route.RouteSet;
import java.util.List;
import java.util.Optional;

/** One command, as it was read. */
public sealed interface SpokenCommand {

    /**
     * Lists the commands. Everybody may ask for it.
     *
     * @param called the first word of a command where it came from, such as {@code /repohook}
     */
    record Help(RouteSet set, String called) implements SpokenCommand {}

    /**
     * Makes or changes a route.
     *
     * @param room the name of a room, or an address that a room has
     * @param words event words; without any, the default events
     */
    record PutRoute(RouteSet set, String repo, String room, List<String> words) implements SpokenCommand {

        public PutRoute {
            words = List.copyOf(words);
        }
    }

    /**
     * Lists the routes.
     *
     * @param repos the repositories; without any, all
     */
    record ListRoutes(RouteSet set, List<String> repos) implements SpokenCommand {

        public ListRoutes {
            repos = List.copyOf(repos);
        }
    }

    /**
     * Changes the default events, or shows them if there are no words.
     *
     * @param words event words
     */
    record Defaults(RouteSet set, List<String> words) implements SpokenCommand {

        public Defaults {
            words = List.copyOf(words);
        }
    }

    /**
     * Sets the token of a repository.
     *
     * @param family the word of a family; empty for the most likely one
     */
    record SetToken(RouteSet set, String repo, Optional<String> family, String token) implements SpokenCommand {

        /** Hides the token. */
        @Override
        public String toString() {
            return "SetToken[" + repo + "]";
        }
    }

    /**
     * Removes one route of a repository, or all of them.
     *
     * @param room the name of a room, or an address that a room has; empty for all
     */
    record Remove(RouteSet set, String repo, Optional<String> room) implements SpokenCommand {}

    /** Shows routes, defaults and tokens as JSON, each token as {@code (set)}. */
    record ShowConfig(RouteSet set) implements SpokenCommand {}

    /**
     * Removes all that commands made.
     *
     * @param confirmed whether the person said so twice
     */
    record ResetAll(boolean confirmed) implements SpokenCommand {}

    /**
     * No command.
     *
     * @param hint what is wrong, in words
     * @param showsSecret whether the line may contain a token
     */
    record Misread(String hint, boolean showsSecret) implements SpokenCommand {}

    /** Returns whether the line that it was read from shows a secret to all who read along. */
    default boolean showsToken() {
        return this instanceof SetToken || (this instanceof Misread misread && misread.showsSecret());
    }
}
