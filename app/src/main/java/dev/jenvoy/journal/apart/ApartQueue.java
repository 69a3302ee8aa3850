package dev.jenvoy.journal.apart;

import java.time.Instant;

/**
 * The unfinished actions apart of one queue. Those that begin at the end of their delivery count from then on.
 *
 * @param queue the name of the queue
 * @param unfinished how many there are
 * @param oldest since when the oldest waits: when its delivery was received or, for the others, had ended
 */
public record ApartQueue(String queue, int unfinished, Instant oldest) {}
