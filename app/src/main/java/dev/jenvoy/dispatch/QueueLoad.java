package dev.jenvoy.dispatch;

/**
 * How much there is to do at a moment.
 *
 * @param queued accepted deliveries that wait for a place, for their turn, or to be tried again
 * @param running deliveries that have a place and run
 */
public record QueueLoad(int queued, int running) {}
