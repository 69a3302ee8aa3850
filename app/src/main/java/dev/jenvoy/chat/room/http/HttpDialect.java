package dev.jenvoy.chat.room.http;

import dev.jenvoy.chat.room.OutgoingMessage;
import dev.jenvoy.chat.room.SendResult;
import dev.jenvoy.http.HttpCall;
import java.time.Duration;
import java.util.Optional;

/** How one service is spoken to with one login: one request for each message, and what its answer means. Thread-safe. */
public interface HttpDialect {

    /** Returns the request that sends this message. The same message gives the same request. */
    HttpCall call(String address, OutgoingMessage message);

    /** Returns what an answer to such a request means. */
    SendResult result(ServiceAnswer answer);

    /** Returns for how long the service takes no further message, although it accepted this one. */
    default Optional<Duration> pause(ServiceAnswer answer) {
        return Optional.empty();
    }
}
