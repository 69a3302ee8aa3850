package dev.jenvoy.web.admin.auth;

import dev.jenvoy.address.Addresses;
import dev.jenvoy.sender.request.HeaderFields;
import dev.jenvoy.web.admin.http.AdminRequest;
import dev.jenvoy.web.admin.http.AdminRequestOptions;
import dev.jenvoy.web.admin.http.ApiResult;
import dev.jenvoy.web.admin.http.LoginTicket;
import dev.jenvoy.web.admin.ui.StaticFiles;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decides who may use the admin listener, before any token is checked.
 * <ul>
 * <li>Where no token and no user is configured, accepts only a peer on this machine that names this machine in {@code Host}, and
 * rejects forwarded requests. A foreign page would use another name that resolves to this machine.
 * <li>Rejects every request that a page of another origin makes a browser send, except for the files of the page.
 * </ul>
 */
public final class AdminAccessPolicy {

    private static final Pattern HOST = Pattern.compile("(\\[[0-9A-Fa-f:.]{2,45}]|[^:\\[\\]]{1,255})(?::[0-9]{1,5})?");
    private static final Set<String> READING = Set.of("GET", "HEAD");
    private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

    private AdminAccessPolicy() {}

    /** Returns the response to a request that is rejected; empty if it is not. */
    public static Optional<ApiResult.Whole> refused(
            AdminRequest request, InetAddress peer, AdminRequestOptions settings) {
        if (!settings.access().required()) {
            Optional<ApiResult.Whole> stranger = stranger(request, peer);
            if (stranger.isPresent()) {
                return stranger;
            }
        }
        return StaticFiles.isPage(request.path()) && READING.contains(request.method())
                ? Optional.empty()
                : otherOrigin(request);
    }

    private static Optional<ApiResult.Whole> stranger(AdminRequest request, InetAddress peer) {
        if (!peer.isLoopbackAddress() || request.origin().forwarded()) {
            return forbidden("expected a request from this machine, not forwarded; others need an admin_token");
        }
        String host = request.headers().only("Host");
        return host != null && isLoopback(host)
                ? Optional.empty()
                : forbidden("expected localhost or 127.0.0.1 as Host; other names need an admin_token");
    }

    private static boolean isLoopback(String host) {
        Matcher matcher = HOST.matcher(host);
        if (!matcher.matches()) {
            return false;
        }
        String name = matcher.group(1);
        String literal = name.startsWith("[") ? name.substring(1, name.length() - 1) : name;
        return name.equalsIgnoreCase("localhost")
                || Addresses.parse(literal).map(InetAddress::isLoopbackAddress).orElse(false);
    }

    /**
     * Returns the response to a request that changes something in the name of a user whom a proxy signed in, if a browser
     * may have been made to send it. The proxy's cookie may go with requests of other sites; browsers say so in one of two
     * headers.
     */
    public static Optional<ApiResult.Whole> unsaidOrigin(AdminRequest request) {
        boolean isSaid = request.headers().has("Origin") || request.headers().has("Sec-Fetch-Site");
        return request.pass().way() != LoginTicket.Way.PROXY || READING.contains(request.method()) || isSaid
                ? Optional.empty()
                : forbidden("expected Origin or Sec-Fetch-Site, as browsers send them; programs use a token");
    }

    private static Optional<ApiResult.Whole> otherOrigin(AdminRequest request) {
        HeaderFields headers = request.headers();
        String site = headers.only("Sec-Fetch-Site");
        boolean ownSite = site == null ? !headers.has("Sec-Fetch-Site") : OWN_SITES.contains(site);
        if (!ownSite) {
            return forbidden("expected a request from this page itself, not from another site");
        }
        if (READING.contains(request.method()) || !headers.has("Origin")) {
            return Optional.empty();
        }
        String origin = headers.only("Origin");
        String host = headers.only("Host");
        boolean same = origin != null && host != null && authority(origin).equals(host.toLowerCase(Locale.ROOT));
        return same ? Optional.empty() : forbidden("expected an Origin that is this server's own Host");
    }

    /** Returns host and port of an origin; empty for {@code null} and for other values that are no web address. */
    private static String authority(String origin) {
        String lower = origin.toLowerCase(Locale.ROOT);
        for (String scheme : Set.of("http://", "https://")) {
            if (lower.startsWith(scheme)) {
                return lower.substring(scheme.length());
            }
        }
        return "";
    }

    private static Optional<ApiResult.Whole> forbidden(String words) {
        return Optional.of(ApiResult.error(403, words));
    }
}
