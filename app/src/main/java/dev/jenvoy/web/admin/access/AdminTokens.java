package dev.jenvoy.web.admin.access;

import dev.jenvoy.option.ReadContext;
import dev.jenvoy.option.UpdateReport;
import dev.jenvoy.option.ValueType;
import dev.jenvoy.option.json.JsonNode;
import dev.jenvoy.option.json.KeyContext;
import dev.jenvoy.option.json.NamedEntries;
import dev.jenvoy.option.json.ObjectReader;
import dev.jenvoy.option.json.ValueReaders;
import dev.jenvoy.option.secret.Secrets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The value of {@code admin_tokens}. A token that leaves the file is rejected from then on.
 *
 * @param tokens in the order of the file
 * @param closed whether the file had tokens since the start, and has lost all of them: the listener must not open for
 *     requests without a token because of that
 */
public record AdminTokens(List<NamedToken> tokens, boolean closed) {

    /** The name of the token that {@code admin_token} sets. */
    public static final String SINGLE = "admin_token";

    /** There are no tokens, and there never were any. */
    public static final AdminTokens NONE = new AdminTokens(List.of(), false);

    public static final ValueType<AdminTokens> TYPE = new ValueType<>(
            "object",
            context -> (node, place) -> read(context, node, place),
            tokens -> Optional.of(tokens.shown()),
            AdminTokens::update,
            true);

    private static final String REMOVED = "its tokens are rejected from now on; if no other key lets clients in, none"
            + " is let in before a restart";

    public AdminTokens {
        tokens = List.copyOf(tokens);
    }

    /** Returns whether a client must show a token because of this key. */
    public boolean isSet() {
        return closed || !tokens.isEmpty();
    }

    private static AdminTokens update(AdminTokens old, AdminTokens wanted, UpdateReport report) {
        if (!old.isSet() || !wanted.tokens.isEmpty()) {
            return wanted;
        }
        report.removed("admin_tokens", REMOVED);
        return new AdminTokens(List.of(), true);
    }

    private Map<String, Object> shown() {
        Map<String, Object> shown = new LinkedHashMap<>();
        for (NamedToken one : tokens) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("token", Secrets.SET);
            entry.put("role", one.role().word());
            shown.put(one.name(), entry);
        }
        return shown;
    }

    private static Optional<AdminTokens> read(ReadContext context, JsonNode node, KeyContext place) {
        List<NamedToken> all = new ArrayList<>();
        Optional<Map<String, NamedToken>> entries = NamedEntries.of(
                        "an object: names, each with a \"token\" and a \"role\"",
                        (name, value, at) -> entry(context, name, value, at, all))
                .read(node, place);
        return entries.map(read -> new AdminTokens(List.copyOf(read.values()), false));
    }

    private static Optional<NamedToken> entry(
            ReadContext context, String name, JsonNode node, KeyContext place, List<NamedToken> before) {
        if (!(node instanceof JsonNode.Members members)) {
            return ValueReaders.wrong(node, place, "an object with a \"token\" and a \"role\"");
        }
        if (name.equals(SINGLE)) {
            place.error(node, "this name means the key \"admin_token\": choose another one");
            return Optional.empty();
        }
        ObjectReader in = new ObjectReader(place.key(), members.values(), place.report());
        Optional<Secrets> secret = in.require("token", context.secrets()::readOne);
        Optional<Role> role = in.require("role", Role.WORD);
        in.finish();
        if (secret.isPresent() && secret.get().isEmpty()) {
            in.error("token", "an empty token would open the door: expected a token, best as \"file:PATH\"");
            return Optional.empty();
        }
        if (secret.isEmpty() || role.isEmpty()) {
            return Optional.empty();
        }
        NamedToken token = new NamedToken(name, secret.get().texts().get(0), role.get());
        Optional<NamedToken> same =
                before.stream().filter(other -> other.is(token.token())).findFirst();
        if (same.isPresent()) {
            in.error("token", "the same token as that of \"" + same.get().name() + "\": each needs one of its own");
            return Optional.empty();
        }
        before.add(token);
        return Optional.of(token);
    }
}
