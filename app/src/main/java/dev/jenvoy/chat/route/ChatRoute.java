package dev.jenvoy.chat.route;

import dev.jenvoy.chat.message.Family;
import dev.jenvoy.chat.message.Message;
import dev.jenvoy.chat.word.EventWords;
import dev.jenvoy.delivery.RepoPattern;
import java.util.Optional;

/**
 * Says which happenings of a repository are said in a room.
 *
 * @param set the set that it belongs to; empty for a fixed route, which belongs to both
 * @param repo the repositories
 * @param room the name of the room
 * @param words the happenings
 */
public record ChatRoute(Optional<RouteSet> set, RepoPattern repo, String room, EventWords words) {

    /** Returns whether the configuration has it, so that no command changes it. */
    public boolean isFixed() {
        return set.isEmpty();
    }

    /** Returns whether this message is said in its room. */
    public boolean matches(Message message) {
        return isOfSet(message) && repo.matches(message.repo()) && words.matches(message);
    }

    private boolean isOfSet(Message message) {
        return set.isEmpty() || (set.get() == RouteSet.TRAVIS) == (message.family() == Family.TRAVIS);
    }
}
