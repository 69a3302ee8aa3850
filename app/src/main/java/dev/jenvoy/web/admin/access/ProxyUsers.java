package dev.jenvoy.web.admin.access;

import dev.jenvoy.address.Cidr;
import dev.jenvoy.option.UpdateReport;
import dev.jenvoy.option.ValueType;
import dev.jenvoy.option.secret.Secrets;
import dev.jenvoy.sender.request.HeaderFields;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The value of {@code admin_users}: users whom a proxy in front of the admin listener has signed in, and names in a header.
 *
 * @param proxies the peers whose header counts; empty where the key is not set
 * @param header the name of the header with the user
 * @param groupsHeader the name of the header with the user's groups, separated by commas
 * @param secret what the proxy also sends in {@link #SECRET_HEADER}, so that no other program of its machine can name a user
 * @param users roles by the names of users, exactly as the proxy writes them
 * @param groups roles by the names of groups
 * @param others the role of every other user whom the proxy names
 * @param closed whether the file had the key since the start, and has lost it
 */
public record ProxyUsers(
        List<Cidr> proxies,
        String header,
        Optional<String> groupsHeader,
        Secrets secret,
        Map<String, Role> users,
        Map<String, Role> groups,
        Optional<Role> others,
        boolean closed) {

    /** The header with the proxy's secret. */
    public static final String SECRET_HEADER = "X-Jenvoy-Proxy";

    static final String USUAL_HEADER = "X-Forwarded-User";

    private static final int MAX_NAME_CHARS = 200;
    private static final int MAX_GROUPS = 1_000;

    /** No proxy names users. */
    public static final ProxyUsers NONE = new ProxyUsers(
            List.of(), USUAL_HEADER, Optional.empty(), Secrets.none(), Map.of(), Map.of(), Optional.empty(), false);

    public static final ValueType<ProxyUsers> TYPE = new ValueType<>(
            "object",
            context -> new ProxyUsersReader(context.secrets())::read,
            users -> Optional.of(users.shown()),
            ProxyUsers::update,
            true);

    private static final String REMOVED =
            "no user is let in from now on; if no other key lets clients in, none is let" + " in before a restart";

    public ProxyUsers {
        proxies = List.copyOf(proxies);
        users = Map.copyOf(users);
        groups = Map.copyOf(groups);
    }

    /** Returns whether a client must prove who it is because of this key. */
    public boolean isSet() {
        return closed || !proxies.isEmpty();
    }

    private static ProxyUsers update(ProxyUsers old, ProxyUsers wanted, UpdateReport report) {
        if (!old.isSet() || wanted.isSet()) {
            return wanted;
        }
        report.removed("admin_users", REMOVED);
        return new ProxyUsers(
                List.of(), USUAL_HEADER, Optional.empty(), Secrets.none(), Map.of(), Map.of(), Optional.empty(), true);
    }

    /** What a request says of its user. */
    public sealed interface Claim {

        /** It names no user, or the key is not set. */
        record NoUser() implements Claim {}

        /** A peer that is not listed named a user: that counts for nothing. */
        record Unlisted() implements Claim {}

        /**
         * A listed proxy named this user.
         *
         * @param groups the user's groups
         */
        record Named(String user, Set<String> groups) implements Claim {}

        /** A listed proxy named a user in a way that cannot be trusted. */
        record Refused(String why) implements Claim {}
    }

    /** Reads the user of a request. */
    public Claim claim(InetAddress peer, HeaderFields headers) {
        List<String> named = headers.all(header);
        if (proxies.isEmpty() || named.isEmpty()) {
            return new Claim.NoUser();
        }
        if (!isListed(peer)) {
            return new Claim.Unlisted();
        }
        if (named.size() > 1) {
            return twice(header);
        }
        String user = named.get(0).strip();
        if (user.isEmpty()) {
            return new Claim.NoUser();
        }
        if (!isName(user)) {
            return new Claim.Refused(header + " is no name of a user");
        }
        if (!secret.isEmpty() && !secret.contains(shownSecret(headers))) {
            return new Claim.Refused("the proxy did not send its secret in " + SECRET_HEADER);
        }
        List<String> sentGroups = groupsHeader.map(headers::all).orElse(List.of());
        if (sentGroups.size() > 1) {
            // One of them may be the client's own, which would give it any role.
            return twice(groupsHeader.orElseThrow());
        }
        Set<String> theirs = new TreeSet<>();
        for (String name : sentGroups) {
            for (String group : name.split(",", MAX_GROUPS)) {
                if (!group.isBlank()) {
                    theirs.add(group.strip());
                }
            }
        }
        return new Claim.Named(user, theirs);
    }

    private static Claim twice(String name) {
        return new Claim.Refused("the proxy sent " + name + " twice: have it replace the client's own");
    }

    private static String shownSecret(HeaderFields headers) {
        String shown = headers.only(SECRET_HEADER);
        return shown == null ? "" : shown;
    }

    /** Returns whether a peer may name users. */
    public boolean isListed(InetAddress peer) {
        return proxies.stream().anyMatch(range -> range.contains(peer));
    }

    /** Returns the highest role of a user, by name, by group, or that of all others; empty without one. */
    public Optional<Role> roleOf(Claim.Named named) {
        List<Role> roles = new ArrayList<>();
        others.ifPresent(roles::add);
        Optional.ofNullable(users.get(named.user())).ifPresent(roles::add);
        named.groups().forEach(group -> Optional.ofNullable(groups.get(group)).ifPresent(roles::add));
        return roles.stream().max(Role::compareTo);
    }

    /** Returns whether a text may be the name of a user or a group. */
    static boolean isName(String text) {
        return !text.isBlank()
                && text.length() <= MAX_NAME_CHARS
                && text.chars().noneMatch(Character::isISOControl);
    }

    private Map<String, Object> shown() {
        Map<String, Object> shown = new LinkedHashMap<>();
        if (proxies.isEmpty()) {
            return shown;
        }
        shown.put("proxies", proxies.stream().map(Cidr::toString).toList());
        shown.put("header", header);
        groupsHeader.ifPresent(name -> shown.put("groups_header", name));
        if (!secret.isEmpty()) {
            shown.put("secret", secret.shown());
        }
        putRoles(shown, "users", users);
        putRoles(shown, "groups", groups);
        others.ifPresent(role -> shown.put("role", role.word()));
        return shown;
    }

    private static void putRoles(Map<String, Object> shown, String key, Map<String, Role> roles) {
        if (!roles.isEmpty()) {
            Map<String, Object> words = new LinkedHashMap<>();
            new TreeMap<>(roles).forEach((name, role) -> words.put(name, role.word()));
            shown.put(key, words);
        }
    }

    /** Hides the secret. */
    @Override
    public String toString() {
        return "ProxyUsers" + (proxies.isEmpty() ? "[closed=" + closed + "]" : shown());
    }
}
