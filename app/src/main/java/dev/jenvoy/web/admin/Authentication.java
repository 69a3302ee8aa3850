package dev.jenvoy.web.admin;

import dev.jenvoy.address.Addresses;
import dev.jenvoy.source.Headers;
import dev.jenvoy.source.Origin;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells who has the admin token: by header, or by the cookie of a session. Safe for use by several threads. */
final class Authentication {

    static final String COOKIE = "jenvoy_session";

    private static final Logger LOG = LoggerFactory.getLogger(Authentication.class);
    private static final String BEARER = "Bearer ";

    private final Supplier<AdminSettings> settings;
    private final Sessions sessions;
    private final Throttle throttle;

    Authentication(Supplier<AdminSettings> settings, Sessions sessions, Throttle throttle) {
        this.settings = settings;
        this.sessions = sessions;
        this.throttle = throttle;
    }

    boolean isTokenRequired() {
        return settings.get().token().isPresent();
    }

    /** Whether a token comes with this request, so that it has to wait for its turn. */
    static boolean isAttempt(AdminRequest request) {
        return bearer(request.headers()).isPresent()
                || (request.path().equals(SessionResource.PATH)
                        && request.method().equals("POST"));
    }

    /** How long an attempt is to wait before it is looked at. */
    Duration turn(AdminRequest request) {
        return isTokenRequired() ? throttle.turn(address(request.origin())) : Duration.ZERO;
    }

    /** Whether the request comes from somebody who may see everything. */
    boolean admits(AdminRequest request) {
        Optional<String> token = settings.get().token();
        if (token.isEmpty()) {
            return true;
        }
        Optional<String> shown = bearer(request.headers());
        if (shown.isPresent()) {
            return matches(shown.get(), token.get(), request);
        }
        return cookie(request.headers())
                .filter(id -> sessions.holds(id, token.get()))
                .isPresent();
    }

    /** Begins a session for who shows the right token; its id. */
    Optional<String> logIn(String shown, AdminRequest request) {
        return settings.get()
                .token()
                .filter(token -> matches(shown, token, request))
                .map(sessions::begin);
    }

    void logOut(AdminRequest request) {
        cookie(request.headers()).ifPresent(sessions::end);
    }

    private boolean matches(String shown, String token, AdminRequest request) {
        String address = address(request.origin());
        if (Sessions.same(shown, token)) {
            throttle.right(address);
            return true;
        }
        LOG.warn("wrong admin token from={}", request.origin());
        throttle.wrong(address);
        return false;
    }

    private static Optional<String> bearer(Headers headers) {
        String value = headers.only("Authorization");
        return value != null && value.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? Optional.of(value.substring(BEARER.length()).strip())
                : Optional.empty();
    }

    private static Optional<String> cookie(Headers headers) {
        return headers.all("Cookie").stream()
                .flatMap(value -> Arrays.stream(value.split(";", -1)))
                .map(String::strip)
                .filter(pair -> pair.startsWith(COOKIE + "="))
                .map(pair -> pair.substring(COOKIE.length() + 1))
                .findFirst();
    }

    /** Who has a range of IPv6 has all of its addresses. */
    private static String address(Origin origin) {
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
