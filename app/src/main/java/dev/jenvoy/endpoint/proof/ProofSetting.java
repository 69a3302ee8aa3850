package dev.jenvoy.endpoint.proof;

import java.net.InetAddress;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a proof is made for.
 *
 * @param method the method of the request
 * @param headers its headers, without those of proofs
 * @param body its body. Not to be changed.
 * @param from the address from which the server sees this machine; {@code null} if that is not known
 * @param isProxy whether that address is one of {@code trusted_proxies}
 * @param hasProxies whether the server trusts any proxy
 * @param at the time that is signed
 * @param spareId a text for a signed header that the request does not have
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ProofSetting(
        String method,
        Map<String, String> headers,
        byte[] body,
        @Nullable InetAddress from,
        boolean isProxy,
        boolean hasProxies,
        Instant at,
        String spareId) {

    public ProofSetting {
        Map<String, String> any = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        any.putAll(headers);
        headers = Collections.unmodifiableMap(any);
    }
}
