package dev.jenvoy.chat.room;

import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What a connection may use.
 *
 * @param name the name of the account or the room in the configuration, for the log
 * @param clock tells the time
 * @param timer runs short tasks later; must not be blocked
 */
public record ConnectionParts(String name, InstantSource clock, ScheduledExecutorService timer) {}
