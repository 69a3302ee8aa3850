package dev.jenvoy.web.admin.auth;

import dev.jenvoy.address.Addresses;
import dev.jenvoy.sender.request.ClientAddress;
import dev.jenvoy.sender.request.HeaderFields;
import dev.jenvoy.web.RejectionLog;
import dev.jenvoy.web.admin.access.AdminAccess;
import dev.jenvoy.web.admin.access.NamedToken;
import dev.jenvoy.web.admin.access.ProxyUsers;
import dev.jenvoy.web.admin.access.Role;
import dev.jenvoy.web.admin.audit.AuditTrail;
import dev.jenvoy.web.admin.http.AdminRequest;
import dev.jenvoy.web.admin.http.AdminRequestOptions;
import dev.jenvoy.web.admin.http.LoginTicket;
import dev.jenvoy.web.admin.ui.StaticFiles;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Authenticates requests: by a token in a header, by the cookie of a session, or by the user whom a trusted proxy names.
 * Safe for use by several threads.
 */
public final class Authentication {

    private static final String COOKIE = "jenvoy_session";

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.admin");
    private static final String BEARER = "Bearer ";

    private final Supplier<AdminRequestOptions> settings;
    private final SessionBook sessions;
    private final LoginThrottle throttle;
    private final SeenUsers seen;
    private final AuditTrail trail;
    private final RejectionLog lines = new RejectionLog(LOG, System::nanoTime);

    public Authentication(
            Supplier<AdminRequestOptions> settings,
            SessionBook sessions,
            LoginThrottle throttle,
            SeenUsers seen,
            AuditTrail trail) {
        this.settings = settings;
        this.sessions = sessions;
        this.throttle = throttle;
        this.seen = seen;
        this.trail = trail;
    }

    boolean isTokenRequired() {
        return settings.get().access().required();
    }

    /** The credentials of a request. */
    public sealed interface Look {

        /** No credentials, or valid ones. */
        record Shown(LoginTicket pass) implements Look {}

        /** A wrong token. */
        record Wrong(LoginThrottle.Turn turn) implements Look {}

        /** A proxy named a user who is not let in. */
        record NotAllowed(String why) implements Look {}
    }

    /**
     * Checks the credentials of a request at once, so that a right token never waits. Checks nothing for the files of
     * the page, nor for a login, which has the token in its body.
     *
     * @param peer the address of the connection, which may be that of a proxy
     */
    public Look look(AdminRequest request, InetAddress peer) {
        if (StaticFiles.isPage(request.path()) || SessionResource.isLogin(request)) {
            return new Look.Shown(LoginTicket.FOR_ALL);
        }
        AdminAccess access = settings.get().access();
        if (!access.required()) {
            return new Look.Shown(new LoginTicket(
                    LoginTicket.Way.LOCAL, Optional.empty(), Optional.of(Role.ADMIN), () -> !isTokenRequired()));
        }
        ProxyUsers.Claim claim = access.users().claim(peer, request.headers());
        if (claim instanceof ProxyUsers.Claim.Named named) {
            return user(request, peer, named, access);
        }
        if (claim instanceof ProxyUsers.Claim.Refused refused) {
            return notAllowed(request, refused.why());
        }
        if (claim instanceof ProxyUsers.Claim.Unlisted) {
            if (lines.tells(request.origin().toString(), null)) {
                LOG.warn("user named by an address that admin_users does not list peer={}", Addresses.format(peer));
            }
            trail.refused(
                    request,
                    "sign_in",
                    OptionalLong.empty(),
                    "",
                    "a user was named by an address that is not" + " in the proxies of admin_users");
        }
        Optional<String> shown = bearer(request.headers());
        if (shown.isPresent()) {
            return access.token(shown.get())
                    .<Look>map(token -> new Look.Shown(ticket(LoginTicket.Way.TOKEN, token, () -> true)))
                    .orElseGet(() -> new Look.Wrong(wrong(request)));
        }
        return new Look.Shown(cookie(request).flatMap(id -> session(id, access)).orElse(LoginTicket.FOR_ALL));
    }

    private Look user(AdminRequest request, InetAddress peer, ProxyUsers.Claim.Named named, AdminAccess access) {
        Optional<Role> role = access.users().roleOf(named);
        if (role.isEmpty()) {
            return notAllowed(request, named.user() + " has no role here");
        }
        LoginTicket pass = new LoginTicket(
                LoginTicket.Way.PROXY, Optional.of(named.user()), role, () -> names(peer, named, role.get()));
        if (seen.isNew(named.user())) {
            trail.signedIn(request.with(pass));
        }
        return new Look.Shown(pass);
    }

    private boolean names(InetAddress peer, ProxyUsers.Claim.Named named, Role role) {
        ProxyUsers users = settings.get().access().users();
        return users.isListed(peer)
                && users.roleOf(named).filter(now -> now.covers(role)).isPresent();
    }

    private Look notAllowed(AdminRequest request, String why) {
        if (lines.tells(request.origin().toString(), null)) {
            LOG.warn("user of a proxy not let in from={} reason=\"{}\"", request.origin(), why);
        }
        trail.refused(request, "sign_in", OptionalLong.empty(), "", why);
        return new Look.NotAllowed(why);
    }

    private Optional<LoginTicket> session(String id, AdminAccess access) {
        Optional<NamedToken> token = sessions.use(id).flatMap(access::tokenOf);
        if (token.isEmpty()) {
            sessions.end(id);
        }
        return token.map(known -> ticket(
                LoginTicket.Way.SESSION,
                known,
                () -> sessions.look(id).filter(known.digest()::equals).isPresent()));
    }

    /**
     * Returns the ticket of a token, which is valid while the token has this role.
     *
     * @param more what must be true besides
     */
    private LoginTicket ticket(LoginTicket.Way way, NamedToken token, BooleanSupplier more) {
        String digest = token.digest();
        return new LoginTicket(
                way,
                Optional.of(token.name()),
                Optional.of(token.role()),
                () -> more.getAsBoolean()
                        && settings.get()
                                .access()
                                .tokenOf(digest)
                                .filter(now -> now.role().covers(token.role()))
                                .isPresent());
    }

    /** The result of a login. */
    sealed interface Login {

        /** A session with this id began. */
        record Begun(String id, LoginTicket pass) implements Login {}

        /** The token was wrong. */
        record Refused(LoginThrottle.Turn turn) implements Login {}
    }

    /** Begins a session if the token is right. Must only be called while a token is required. */
    Login logIn(String shown, AdminRequest request) {
        Optional<NamedToken> token = settings.get().access().token(shown);
        if (token.isEmpty()) {
            return new Login.Refused(wrong(request));
        }
        LoginTicket pass = ticket(LoginTicket.Way.SESSION, token.get(), () -> true);
        trail.signedIn(request.with(pass));
        return new Login.Begun(sessions.begin(token.get().digest()), pass);
    }

    void logOut(AdminRequest request) {
        cookie(request).ifPresent(id -> {
            if (request.pass().admits()) {
                trail.signedOut(request);
            }
            sessions.end(id);
        });
    }

    private LoginThrottle.Turn wrong(AdminRequest request) {
        if (lines.tells(request.origin().toString(), null)) {
            LOG.warn("wrong admin token from={}", request.origin());
        }
        trail.refused(request, "sign_in", OptionalLong.empty(), "", "wrong token");
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
