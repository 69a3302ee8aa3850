package dev.jenvoy.journal.share;

import java.util.OptionalInt;

/**
 * Who holds the actions for which an unfinished delivery waits.
 *
 * @param server the number of the server; empty if no server does
 */
public record Holder(OptionalInt server) {}
