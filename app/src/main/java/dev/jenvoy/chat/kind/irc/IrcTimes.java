package dev.jenvoy.chat.kind.irc;

import java.time.Duration;

/**
 * How long a connection waits.
 *
 * @param login for the server to welcome it
 * @param answer for an answer to a join or a message
 * @param silence of the server, until it is asked whether it is there, and once more until the link counts as lost
 * @param rejoin after it was kicked
 * @param retry before it connects again for the first time; doubled up to sixty times that
 */
record IrcTimes(Duration login, Duration answer, Duration silence, Duration rejoin, Duration retry) {

    static final IrcTimes USUAL = new IrcTimes(
            Duration.ofSeconds(30),
            Duration.ofSeconds(10),
            Duration.ofSeconds(90),
            Duration.ofSeconds(30),
            Duration.ofSeconds(1));
}
