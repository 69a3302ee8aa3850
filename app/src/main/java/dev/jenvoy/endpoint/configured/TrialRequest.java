package dev.jenvoy.endpoint.configured;

import java.net.InetAddress;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What a person wants to send to an endpoint.
 *
 * @param method the method; empty for the endpoint's own
 * @param type the type of the body; empty for the endpoint's own
 * @param body the body; empty for the shortest that the endpoint reads. Not to be changed.
 * @param headers further headers
 * @param from the address from which the server sees this machine; empty if that is not known
 * @param isProxy whether the server trusts that address as a proxy
 * @param hasProxies whether the server trusts any proxy
 * @param at the time that is signed
 * @param spareId a text for a signed header that the request does not have
 */
public record TrialRequest(
        Optional<String> method,
        Optional<String> type,
        Optional<byte[]> body,
        Map<String, String> headers,
        Optional<InetAddress> from,
        boolean isProxy,
        boolean hasProxies,
        Instant at,
        String spareId) {

    public TrialRequest {
        headers = Map.copyOf(headers);
    }
}
