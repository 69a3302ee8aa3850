package dev.jenvoy.chat.compose;

import dev.jenvoy.chat.message.Message;
import java.time.Duration;

/** What is said at the end of a sentence about its delivery: that it came again, that it comes late. */
final class Suffix {

    private static final Duration ON_TIME = Duration.ofSeconds(60);

    private Suffix() {}

    /** Returns {@code (again)} for a redelivery and {@code (N min late)} if it is more than a minute late; may be empty. */
    static String of(Message message, Duration late) {
        String again = message.flags().again() ? " (again)" : "";
        return late.compareTo(ON_TIME) > 0 ? again + " (" + late.toMinutes() + " min late)" : again;
    }
}
