package dev.jenvoy.cluster;

/**
 * How much a server has to do.
 *
 * @param places how many actions it may run at once
 * @param busy how many it runs
 * @param waiting how many of its deliveries have not begun
 */
public record Load(int places, int busy, int waiting) {
    public static final Load NONE = new Load(0, 0, 0);
}
