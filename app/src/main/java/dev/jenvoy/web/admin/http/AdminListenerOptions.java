package dev.jenvoy.web.admin.http;

import dev.jenvoy.option.OptionGroup;
import dev.jenvoy.option.Options;
import dev.jenvoy.option.secret.Secrets;

/**
 * Options of the admin listener.
 *
 * @param host the address or host name that it binds to
 * @param port its port; 0 takes any free one
 * @param token the admin token; empty where only this machine is served
 */
public record AdminListenerOptions(String host, int port, Secrets token) {
    public static final OptionGroup<AdminListenerOptions> GROUP = OptionGroup.of(
            Options.host("admin_host", "127.0.0.1").restart("Address or host name that the admin listener binds to."),
            Options.port("admin_port", 5001).restart("Its port, 0 to 65535; 0 takes any free one."),
            Options.secret("admin_token").live("Token for the admin listener."),
            AdminListenerOptions::new);
}
