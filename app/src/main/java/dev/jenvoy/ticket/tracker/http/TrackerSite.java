package dev.jenvoy.ticket.tracker.http;

import dev.jenvoy.http.WebAddress;

/**
 * Where a tracker is.
 *
 * @param api the address below which its API is, without a query
 * @param web the address below which people find it, without a slash at its end
 */
public record TrackerSite(WebAddress api, String web) {

    /** @throws IllegalArgumentException if the address has a query */
    public TrackerSite {
        if (api.uri().getRawQuery() != null) {
            throw new IllegalArgumentException("an address with a query cannot be a prefix");
        }
        web = withoutSlash(web);
    }

    /** A tracker that people find at the address of its API. */
    public static TrackerSite of(WebAddress api) {
        return new TrackerSite(api, api.uri().toString());
    }

    private static String withoutSlash(String address) {
        return address.endsWith("/") ? withoutSlash(address.substring(0, address.length() - 1)) : address;
    }
}
