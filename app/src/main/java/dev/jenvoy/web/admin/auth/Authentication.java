package dev.jenvoy.web.admin.auth;

import dev.jenvoy.address.Addresses;
import dev.jenvoy.sender.request.ClientAddress;
import dev.jenvoy.sender.request.HeaderFields;
import dev.jenvoy.web.admin.http.AdminRequest;
import dev.jenvoy.web.admin.http.AdminRequestOptions;
import dev.jenvoy.web.admin.http.LoginTicket;
import dev.jenvoy.web.admin.ui.StaticFiles;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Authenticates requests by the admin token: in a header, or by the cookie of a session. Safe for use by several
 * threads.
 */
public final class Authentication {

    private static final String COOKIE = "jenvoy_session";

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.admin");
    private static final String BEARER = "Bearer ";

    private final Supplier<AdminRequestOptions> settings;
    private final Sessions sessions;
    private final LoginThrottle throttle;

    public Authentication(Supplier<AdminRequestOptions> settings, Sessions sessions, LoginThrottle throttle) {
        this.settings = settings;
        this.sessions = sessions;
        this.throttle = throttle;
    }

    boolean isTokenRequired() {
        return settings.get().token().isPresent();
    }

    /** The credentials of a request. */
    public sealed interface Look {

        /** No credentials, or valid ones. */
        record Shown(LoginTicket pass) implements Look {}

        /** A wrong token. */
        record Wrong(LoginThrottle.Turn turn) implements Look {}
    }

    /**
     * Checks the credentials of a request at once, so that a right token never waits. Checks nothing for the files of
     * the page, nor for a login, which has the token in its body.
     */
    public Look look(AdminRequest request) {
        if (StaticFiles.isPage(request.path()) || SessionResource.isLogin(request)) {
            return new Look.Shown(LoginTicket.FOR_ALL);
        }
        Optional<String> token = settings.get().token();
        if (token.isEmpty()) {
            return new Look.Shown(new LoginTicket(LoginTicket.Way.LOCAL, () -> !isTokenRequired()));
        }
        Optional<String> shown = bearer(request.headers());
        if (shown.isPresent()) {
            String digest = Sessions.digest(token.get());
            return Sessions.same(shown.get(), token.get())
                    ? new Look.Shown(new LoginTicket(LoginTicket.Way.TOKEN, () -> isStill(digest)))
                    : new Look.Wrong(wrong(request));
        }
        return new Look.Shown(cookie(request)
                .filter(id -> sessions.holds(id, token.get()))
                .map(id -> new LoginTicket(LoginTicket.Way.SESSION, () -> lives(id)))
                .orElse(LoginTicket.FOR_ALL));
    }

    private boolean isStill(String tokenDigest) {
        return settings.get()
                .token()
                .filter(token -> Sessions.digest(token).equals(tokenDigest))
                .isPresent();
    }

    private boolean lives(String id) {
        return settings.get().token().filter(token -> sessions.lives(id, token)).isPresent();
    }

    /** The result of a login. */
    sealed interface Login {

        /** A session with this id began. */
        record Begun(String id) implements Login {}

        /** The token was wrong. */
        record Refused(LoginThrottle.Turn turn) implements Login {}
    }

    /** Begins a session if the token is right. Must only be called while a token is required. */
    Login logIn(String shown, AdminRequest request) {
        Optional<String> token = settings.get().token();
        return token.isPresent() && Sessions.same(shown, token.get())
                ? new Login.Begun(sessions.begin(token.get()))
                : new Login.Refused(wrong(request));
    }

    void logOut(AdminRequest request) {
        cookie(request).ifPresent(sessions::end);
    }

    private LoginThrottle.Turn wrong(AdminRequest request) {
        LOG.warn("wrong admin token from={}", request.origin());
        return throttle.wrong(address(request.origin()));
    }

    private static Optional<String> bearer(HeaderFields headers) {
        String value = headers.only("Authorization");
        return value != null && value.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? Optional.of(value.substring(BEARER.length()).strip())
                : Optional.empty();
    }

    /**
     * Returns the name of the cookie. Behind https, the {@code __Host-} prefix makes browsers accept it only from this
     * host. Without https, browsers would reject such a name.
     */
    static String cookieName(AdminRequest request) {
        return request.secure() ? "__Host-" + COOKIE : COOKIE;
    }

    private static Optional<String> cookie(AdminRequest request) {
        String name = cookieName(request);
        return request.headers().all("Cookie").stream()
                .flatMap(value -> Arrays.stream(value.split(";", -1)))
                .map(String::strip)
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> pair.substring(name.length() + 1))
                .findFirst();
    }

    /**
     * Returns the key of an address for the throttle. For IPv6 it is the /64 network, because one client often owns all
     * of its addresses.
     */
    private static String address(ClientAddress origin) {
        InetAddress address = origin.address();
        if (address == null) {
            return origin.toString();
        }
        byte[] bytes = address.getAddress();
        return bytes.length == 4
                ? Addresses.format(address)
                : java.util.HexFormat.of().formatHex(bytes, 0, 8);
    }
}
