package dev.jenvoy.ticket.tracker;

/**
 * A page that a ticket is linked to, such as a pull request or a release.
 *
 * @param url the address, which also identifies the link
 * @param title the text of the link, plain
 */
public record LinkedPage(String url, String title) {}
