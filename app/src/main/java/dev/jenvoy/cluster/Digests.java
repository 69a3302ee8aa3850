package dev.jenvoy.cluster;

/**
 * Short fingerprints of what should be the same on every server.
 *
 * @param hooks of the hooks folder; empty if it is not known
 * @param config of the configuration; empty if it is not known
 */
public record Digests(String hooks, String config) {
    public static final Digests EMPTY = new Digests("", "");
}
