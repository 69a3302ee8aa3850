package dev.jenvoy.web.admin.access;

import dev.jenvoy.option.secret.Secrets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who is let in, as the configuration says it.
 *
 * @param tokens every token: that of {@code admin_token}, and the named ones
 * @param users the users whom a proxy names
 * @param required whether a client must prove who it is; if not, only this machine is served
 */
public record AdminAccess(List<NamedToken> tokens, ProxyUsers users, boolean required) {

    public AdminAccess {
        tokens = List.copyOf(tokens);
    }

    /** Combines the keys of the configuration. */
    public static AdminAccess of(Secrets single, AdminTokens named, ProxyUsers users) {
        List<NamedToken> all = new ArrayList<>();
        single.texts().forEach(text -> all.add(new NamedToken(AdminTokens.SINGLE, text, Role.ADMIN)));
        all.addAll(named.tokens());
        return new AdminAccess(all, users, !single.isEmpty() || named.isSet() || users.isSet());
    }

    /** Returns the token that a client showed. Takes the same time whichever token it is, and wherever it differs. */
    public Optional<NamedToken> token(String shown) {
        Optional<NamedToken> found = Optional.empty();
        for (NamedToken token : tokens) {
            boolean same = token.is(shown);
            found = same && found.isEmpty() ? Optional.of(token) : found;
        }
        return found;
    }

    /** Returns the token of a digest that a session remembers. */
    public Optional<NamedToken> tokenOf(String digest) {
        return tokens.stream().filter(token -> token.digest().equals(digest)).findFirst();
    }
}
