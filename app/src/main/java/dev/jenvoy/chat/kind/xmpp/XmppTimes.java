package dev.jenvoy.chat.kind.xmpp;

import java.time.Duration;

/**
 * How long a connection waits.
 *
 * @param answer for the server's answer to any step, and for a message to come back from the room
 * @param history for the end of the history after joining
 * @param rejoin before it joins a room again that it was put out of
 * @param retry before it connects again for the first time; doubled up to sixty times that
 */
record XmppTimes(Duration answer, Duration history, Duration rejoin, Duration retry) {

    static final XmppTimes USUAL =
            new XmppTimes(Duration.ofSeconds(10), Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofSeconds(1));
}
