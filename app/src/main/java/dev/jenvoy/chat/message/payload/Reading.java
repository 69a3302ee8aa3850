package dev.jenvoy.chat.message.payload;

import dev.jenvoy.chat.message.Message;
import java.util.Optional;
import java.util.function.Function;

/** The result of reading a delivery for chat. */
public sealed interface Reading {

    /** Applies the function of this alternative. */
    <T> T match(Function<? super Done, ? extends T> done, Function<? super Failed, ? extends T> failed);

    /** Returns the message, if there is one. */
    default Optional<Message> message() {
        return match(done -> Optional.of(done.read()), failed -> Optional.empty());
    }

    /**
     * A message was read.
     *
     * @param read the message
     */
    record Done(Message read) implements Reading {
        @Override
        public <T> T match(Function<? super Done, ? extends T> done, Function<? super Failed, ? extends T> failed) {
            return done.apply(this);
        }
    }

    /**
     * The payload contradicts what its sender documents; reading it again would not help.
     *
     * @param why why there is no message, such as {@code payload: wrong type at pull_request.title}; contains no value
     */
    record Failed(String why) implements Reading {
        @Override
        public <T> T match(Function<? super Done, ? extends T> done, Function<? super Failed, ? extends T> failed) {
            return failed.apply(this);
        }
    }
}
