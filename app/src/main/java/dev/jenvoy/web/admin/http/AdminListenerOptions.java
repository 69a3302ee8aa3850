package dev.jenvoy.web.admin.http;

import dev.jenvoy.option.OptionGroup;
import dev.jenvoy.option.Options;
import dev.jenvoy.option.secret.Secrets;
import dev.jenvoy.web.admin.access.AdminAccess;
import dev.jenvoy.web.admin.access.AdminTokens;
import dev.jenvoy.web.admin.access.ProxyUsers;

/**
 * Options of the admin listener.
 *
 * @param host the address or host name that it binds to
 * @param port its port; 0 takes any free one
 * @param token the admin token; empty where it is not set
 * @param tokens tokens with a name and a role each
 * @param users the users whom a proxy names
 */
public record AdminListenerOptions(String host, int port, Secrets token, AdminTokens tokens, ProxyUsers users) {
    public static final OptionGroup<AdminListenerOptions> GROUP = OptionGroup.of(
            Options.host("admin_host", "127.0.0.1").restart("Address or host name that the admin listener binds to."),
            Options.port("admin_port", 5001).restart("Its port, 0 to 65535; 0 takes any free one."),
            Options.secret("admin_token").live("Token for the admin listener."),
            Options.of("admin_tokens", AdminTokens.TYPE, AdminTokens.NONE)
                    .live("Further tokens, each with a name and a role."),
            Options.of("admin_users", ProxyUsers.TYPE, ProxyUsers.NONE)
                    .live("Users whom a proxy in front of the admin listener has signed in."),
            AdminListenerOptions::new);

    /** Returns who is let in. */
    public AdminAccess access() {
        return AdminAccess.of(token, tokens, users);
    }
}
