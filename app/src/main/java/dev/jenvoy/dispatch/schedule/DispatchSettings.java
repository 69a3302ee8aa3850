package dev.jenvoy.dispatch.schedule;

/**
 * What the configuration says of running deliveries.
 *
 * @param maxConcurrent how many deliveries run side by side; those that wait for their turn do not count
 * @param maxBacklog how many accepted deliveries may wait before new ones are turned away
 */
public record DispatchSettings(int maxConcurrent, int maxBacklog) {
    public DispatchSettings {
        if (maxConcurrent < 1 || maxBacklog < 0) {
            throw new IllegalArgumentException("at least one delivery must be able to run");
        }
    }
}
