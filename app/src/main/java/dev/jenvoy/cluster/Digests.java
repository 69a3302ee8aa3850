package dev.jenvoy.cluster;

/**
 * Short fingerprints of what should be the same on every server.
 *
 * @param hooks of the hooks folder; empty if there is none
 * @param config of the configuration; empty if there is none
 */
public record Digests(String hooks, String config) {
    public static final Digests EMPTY = new Digests("", "");
}
