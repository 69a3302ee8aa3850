package dev.jenvoy.chat.run;

import dev.jenvoy.chat.message.Message;
import dev.jenvoy.chat.options.RoomOptions;
import dev.jenvoy.chat.room.OutgoingMessage;
import dev.jenvoy.chat.route.ChatStore;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The conversations of rooms with threads: the first message about an issue or pull request is the root, later ones answer
 * to it. A root that is not known makes a new one. Safe for use by several threads.
 */
final class Conversations {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.chat");

    /** How long a root is remembered. */
    static final Duration KEPT = Duration.ofDays(90);

    private static final Set<String> THINGS = Set.of("issue", "pull request", "merge request", "discussion");
    private static final Set<String> ALSO_IN_ROOM = Set.of("closed", "merged", "reopened");

    private static final Duration BETWEEN_FORGETTING = Duration.ofDays(1);

    private final ChatStore store;
    private Instant forgot = Instant.EPOCH;

    Conversations(ChatStore store) {
        this.store = store;
    }

    /** Returns the conversation of a message; empty if it is about nothing that has one. Blocks on the disk. */
    Optional<OutgoingMessage.Conversation> of(RoomOptions room, Message message) {
        if (!hasOne(message)) {
            return Optional.empty();
        }
        Optional<String> root = Optional.empty();
        try {
            root = store.thread(room.name(), subject(message));
        } catch (IOException e) {
            LOG.warn("conversation cannot be read, a new one begins room={}", room.name(), e);
        }
        return Optional.of(
                new OutgoingMessage.Conversation(subject(message), root, ALSO_IN_ROOM.contains(message.action())));
    }

    /** Remembers the root of a conversation, if the message was sent as one. */
    void sent(RoomOptions room, OutgoingMessage message, Optional<String> remote, Instant now) {
        message.thread()
                .filter(thread -> thread.root().isEmpty())
                .ifPresent(thread -> remote.ifPresent(id -> store.putThread(room.name(), thread.name(), id, now)));
    }

    /** Forgets old roots, once a day. */
    synchronized void forgetOld(Instant now) {
        if (forgot.plus(BETWEEN_FORGETTING).isBefore(now)) {
            forgot = now;
            store.forget(now.minus(KEPT));
        }
    }

    private static boolean hasOne(Message message) {
        return THINGS.contains(message.kind()) && !message.number().isEmpty();
    }

    private static String subject(Message message) {
        String mark = message.kind().equals("merge request") ? "!" : "#";
        return message.repo() + mark + message.number();
    }
}
