package dev.jenvoy.chat.room;

/**
 * The reply to a command.
 *
 * @param text plain text, one or more lines
 * @param redact whether the command showed a secret, and the service is to remove it if it can
 */
public record CommandReply(String text, boolean redact) {}
