package dev.jenvoy.chat.room;

import java.time.Duration;
import java.util.Optional;

/** How an attempt to send ended. The texts are short, harmless, and contain no secret. */
public sealed interface SendResult {

    /** Returns the service's own words, or ours if it said nothing. */
    String said();

    /** Returns the same end in other words. */
    SendResult saying(String words);

    /**
     * The service accepted the message.
     *
     * @param remote the id that the service gave it
     */
    record Sent(Optional<String> remote, String said) implements SendResult {
        @Override
        public SendResult saying(String words) {
            return new Sent(remote, words);
        }
    }

    /**
     * The service asks to come back later: it limits the rate. Does not count as a failure.
     *
     * @param after how long to wait
     * @param wholeAccount whether the limit is for all rooms of the account
     */
    record Limited(Duration after, boolean wholeAccount, String said) implements SendResult {
        @Override
        public SendResult saying(String words) {
            return new Limited(after, wholeAccount, words);
        }
    }

    /** The message certainly did not reach the room, for a cause that may pass: no connection, an error of the server. */
    record Unreachable(String said) implements SendResult {
        @Override
        public SendResult saying(String words) {
            return new Unreachable(words);
        }
    }

    /** The message was sent and its answer was lost: it may have reached the room. */
    record InDoubt(String said) implements SendResult {
        @Override
        public SendResult saying(String words) {
            return new InDoubt(words);
        }
    }

    /**
     * The service refuses this message, and would refuse it again.
     *
     * @param shutsRoom whether it would refuse every other message as well: no rights, no such room
     */
    record Refused(boolean shutsRoom, String said) implements SendResult {
        @Override
        public SendResult saying(String words) {
            return new Refused(shutsRoom, words);
        }
    }

    /** The service calls the message too long. */
    record TooLong(String said) implements SendResult {
        @Override
        public SendResult saying(String words) {
            return new TooLong(words);
        }
    }

    /** The service refused the message because the root of its conversation is gone: without the root it may be accepted. */
    record RootGone(String said) implements SendResult {
        @Override
        public SendResult saying(String words) {
            return new RootGone(words);
        }
    }
}
