package dev.jenvoy.sender.request;

/**
 * Holds what is known of a request before its body.
 *
 * @param method its method, upper case
 * @param path its path, as sent
 * @param query what follows the question mark of its address, as sent; may hold a token, so never shown
 * @param headers its header fields
 * @param origin where it came from
 * @param spareId a new id, for a delivery without an id of its own
 */
public record RequestHead(
        String method, String path, String query, HeaderFields headers, ClientAddress origin, String spareId) {

    /** Holds the head of a request without a query. */
    public RequestHead(String method, String path, HeaderFields headers, ClientAddress origin, String spareId) {
        this(method, path, "", headers, origin, spareId);
    }

    /** Shows neither the path nor the query, which may hold a token. */
    @Override
    public String toString() {
        return "RequestHead[" + method + " from " + origin + "]";
    }
}
