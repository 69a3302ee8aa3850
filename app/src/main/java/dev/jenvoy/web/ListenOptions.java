package dev.jenvoy.web;

import dev.jenvoy.option.OptionGroup;
import dev.jenvoy.option.Options;

/**
 * Options of the public listener.
 *
 * @param host the address or host name that it binds to
 * @param port its port; 0 takes any free one
 */
public record ListenOptions(String host, int port) {
    public static final OptionGroup<ListenOptions> GROUP = OptionGroup.of(
            Options.host("http_host", "0.0.0.0").restart("Address or host name that the public listener binds to."),
            Options.port("http_port", 5000).restart("Its port, 0 to 65535; 0 takes any free one."),
            ListenOptions::new);
}
