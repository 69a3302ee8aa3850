package dev.jenvoy.cli.chat;

import dev.jenvoy.chat.kind.RoomKinds;
import java.util.Iterator;
import java.util.List;

/** The words that a shell completes. */
final class ChatWords {

    private ChatWords() {}

    /** The kinds of rooms. */
    static final class Kinds implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return new RoomKinds().names().iterator();
        }
    }

    /** The families of senders with tokens. */
    static final class Families implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of("github", "gitea", "gitlab", "bitbucket", "travis").iterator();
        }
    }

    /** The states of a message. */
    static final class States implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of("waiting", "sending", "sent", "nothing", "failed", "vanished", "dropped")
                    .iterator();
        }
    }
}
