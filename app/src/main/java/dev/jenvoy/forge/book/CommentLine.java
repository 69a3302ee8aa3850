package dev.jenvoy.forge.book;

/**
 * What a comment says of one hook.
 *
 * @param hook the name of the hook
 * @param entry the journal's number of the delivery
 * @param sha the commit
 * @param state a word, such as {@code success}
 * @param words what happened, in a few words
 * @param link the page of the delivery; may be empty
 */
public record CommentLine(String hook, long entry, String sha, String state, String words, String link) {}
