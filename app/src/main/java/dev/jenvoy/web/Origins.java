package dev.jenvoy.web;

import dev.jenvoy.address.Cidr;
import dev.jenvoy.sender.request.ClientAddress;
import dev.jenvoy.sender.request.HeaderFields;
import io.undertow.server.HttpServerExchange;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * Says where requests came from.
 *
 * @param socketIsProxy whether only a trusted proxy connects to the Unix socket
 */
public record Origins(boolean socketIsProxy) {

    /** The origins of a listener without a Unix socket. */
    public static final Origins TCP = new Origins(false);

    ClientAddress of(HttpServerExchange exchange, HeaderFields headers, List<Cidr> trustedProxies) {
        InetSocketAddress peer = exchange.getSourceAddress();
        return peer == null
                ? ClientAddress.ofSocket(headers, socketIsProxy, trustedProxies)
                : ClientAddress.of(peer.getAddress(), headers, trustedProxies);
    }
}
