package dev.jenvoy.sender.request;

/**
 * Holds what is known of a request before its body.
 *
 * @param method its method, upper case
 * @param path its path, as sent
 * @param headers its header fields
 * @param origin where it came from
 * @param spareId a new id, for a delivery without an id of its own
 */
public record RequestHead(String method, String path, HeaderFields headers, ClientAddress origin, String spareId) {}
