package dev.jenvoy.web.admin.access;

import dev.jenvoy.address.Cidr;
import dev.jenvoy.option.json.JsonNode;
import dev.jenvoy.option.json.KeyContext;
import dev.jenvoy.option.json.ObjectReader;
import dev.jenvoy.option.json.ValueReader;
import dev.jenvoy.option.json.ValueReaders;
import dev.jenvoy.option.secret.SecretReader;
import dev.jenvoy.option.secret.Secrets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads {@code admin_users}, and reports every problem in it. */
final class ProxyUsersReader {

    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,63}");
    private static final ValueReader<String> HEADER_NAME =
            ValueReaders.text(HEADER, "the name of a header, like \"X-Forwarded-User\"");
    private static final ValueReader<List<Cidr>> RANGES =
            ValueReaders.list(ValueReaders.RANGE, "a list of address ranges like [\"127.0.0.1\"]");

    /** Headers that clients need for something else. */
    private static final Set<String> TAKEN = Set.of(
            "authorization",
            "cookie",
            "host",
            "origin",
            "x-forwarded-for",
            ProxyUsers.SECRET_HEADER.toLowerCase(Locale.ROOT));

    private final SecretReader secrets;

    ProxyUsersReader(SecretReader secrets) {
        this.secrets = secrets;
    }

    Optional<ProxyUsers> read(JsonNode node, KeyContext place) {
        if (!(node instanceof JsonNode.Members members)) {
            return ValueReaders.wrong(node, place, "an object with \"proxies\" and roles of users");
        }
        if (members.values().isEmpty()) {
            return Optional.of(ProxyUsers.NONE);
        }
        ObjectReader in = new ObjectReader(place.key(), members.values(), place.report());
        Optional<List<Cidr>> proxies = in.require("proxies", RANGES);
        Optional<String> header = header(in, "header");
        Optional<String> groupsHeader = header(in, "groups_header");
        Optional<Secrets> secret = in.take("secret", secrets::readOne);
        Map<String, Role> users = in.take("users", Map.of(), ProxyUsersReader::roles);
        Map<String, Role> groups = in.take("groups", Map.of(), ProxyUsersReader::roles);
        Optional<Role> others = in.take("role", Role.WORD);
        in.finish();
        if (proxies.isEmpty() || !isSound(in, proxies.get(), groupsHeader)) {
            return Optional.empty();
        }
        if (users.isEmpty() && groups.isEmpty() && !in.has("role")) {
            place.error(node, "no user has a role: add \"users\", \"groups\" or a \"role\" for all");
            return Optional.empty();
        }
        boolean isLocal = proxies.get().stream().anyMatch(Cidr::isLoopback);
        if (isLocal && secret.filter(set -> !set.isEmpty()).isEmpty()) {
            place.warning(
                    node,
                    "every program of this machine, hooks included, can claim to be any user: set \"secret\", and have"
                            + " the proxy send it in " + ProxyUsers.SECRET_HEADER);
        }
        return Optional.of(new ProxyUsers(
                proxies.get(),
                header.orElse(ProxyUsers.USUAL_HEADER),
                groupsHeader,
                secret.orElse(Secrets.none()),
                users,
                groups,
                others,
                false));
    }

    private static Optional<String> header(ObjectReader in, String key) {
        return in.take(key, (node, place) -> {
            Optional<String> name = HEADER_NAME.read(node, place);
            if (name.isPresent() && TAKEN.contains(name.get().toLowerCase(Locale.ROOT))) {
                place.error(node, "this header has another meaning here");
                return Optional.empty();
            }
            return name;
        });
    }

    private static boolean isSound(ObjectReader in, List<Cidr> proxies, Optional<String> groupsHeader) {
        if (proxies.isEmpty()) {
            in.error("proxies", "an empty list: expected the address from which the proxy connects");
            return false;
        }
        if (proxies.stream().anyMatch(range -> range.prefix() == 0)) {
            in.error("proxies", "every client could claim to be any user: expected the proxy's own address");
            return false;
        }
        if (in.has("groups") && groupsHeader.isEmpty() && !in.has("groups_header")) {
            in.error("groups", "\"groups_header\" is missing: it names the header with the groups");
            return false;
        }
        return true;
    }

    private static Optional<Map<String, Role>> roles(JsonNode node, KeyContext place) {
        if (!(node instanceof JsonNode.Members members)) {
            return ValueReaders.wrong(node, place, "an object: names with a role each");
        }
        Map<String, Role> roles = new LinkedHashMap<>();
        for (JsonNode.Member member : members.values()) {
            KeyContext at = new KeyContext(ObjectReader.join(place.key(), member.name()), place.report());
            if (!ProxyUsers.isName(member.name())) {
                place.report().error(at.key(), member.nameAt(), "not a name: expected up to 200 characters");
            } else {
                Role.WORD.read(member.value(), at).ifPresent(role -> roles.put(member.name(), role));
            }
        }
        return Optional.of(roles);
    }
}
