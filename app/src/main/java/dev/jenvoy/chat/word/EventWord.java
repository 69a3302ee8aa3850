package dev.jenvoy.chat.word;

import dev.jenvoy.chat.message.Family;
import dev.jenvoy.chat.message.Message;
import dev.jenvoy.delivery.pattern.Glob;
import dev.jenvoy.sender.CommonEvent;
import java.util.Optional;
import java.util.Set;

/**
 * A word about events: {@code [-] EVENT [.ACTION] [:BRANCH-GLOB]}.
 *
 * @param wanted false for a word that begins with a hyphen
 * @param event the name of the event at any sender, or an asterisk for each event of a sender
 * @param action the name of the action, an asterisk for each action, or empty
 * @param branch the branches that it is limited to
 */
record EventWord(boolean wanted, String event, String action, Optional<Glob> branch) implements Word {

    static final String ANY = "*";

    private static final String TAG_PUSH = "tag_push_hook";

    /** Senders that report a new or deleted branch in a push alone. */
    private static final Set<Family> WITHOUT_CREATE = Set.of(Family.GITLAB, Family.BITBUCKET);

    /** Events that tags have too. */
    private static final Set<String> OF_TAGS = Set.of("create", "delete", "release", TAG_PUSH);

    /**
     * Returns whether the word means this message. A word that is wanted means of a bare event only what people want to read;
     * one that is not wanted means all of it.
     */
    boolean means(Message message) {
        if (!isBranch(message)) {
            return false;
        }
        String implied = CommonEvent.named(event).action();
        if (event.equals(message.event()) && !implied.isEmpty()) {
            return action.isEmpty() || isAction(action, message);
        }
        if (!isEvent(message) || (!implied.isEmpty() && !Actions.isNamed(implied, message))) {
            return false;
        }
        return action.isEmpty() ? !wanted || !implied.isEmpty() || Actions.isBare(message) : isAction(action, message);
    }

    /** Returns whether the word asks for what the message says by name, so that other words do not matter. */
    boolean isExplicit() {
        return !action.isEmpty() || !CommonEvent.named(event).action().isEmpty();
    }

    private static boolean isAction(String action, Message message) {
        return action.equals(ANY) || Actions.isNamed(action, message);
    }

    private boolean isEvent(Message message) {
        if (event.equals(ANY)) {
            return message.family() != Family.JENVOY;
        }
        String mine = CommonEvent.named(event).name();
        String its = message.common().name();
        boolean push = its.equals("push") || its.equals(TAG_PUSH);
        boolean pushAlone = push && WITHOUT_CREATE.contains(message.family());
        return event.equals(message.event())
                || mine.equals(its)
                || (mine.equals("push") && push)
                || (mine.equals(TAG_PUSH) && push && !message.tag().isEmpty())
                || (mine.equals("create") && pushAlone && message.flags().created())
                || (mine.equals("delete") && pushAlone && message.flags().deleted());
    }

    private boolean isBranch(Message message) {
        if (branch.isEmpty()) {
            return true;
        }
        boolean tag = message.branch().isEmpty()
                && OF_TAGS.contains(CommonEvent.named(event).name());
        String name = tag ? message.tag() : message.branch();
        return !name.isEmpty() && branch.get().matches(name);
    }
}
