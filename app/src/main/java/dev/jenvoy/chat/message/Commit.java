package dev.jenvoy.chat.message;

/**
 * One commit of a push.
 *
 * @param sha the whole hash
 * @param subject the first line of its message, harmless, not cut
 * @param author the author's name or login, harmless
 * @param url its page, or empty
 * @param distinct whether it came with this push; others are counted and not listed
 */
public record Commit(String sha, String subject, String author, String url, boolean distinct) {}
