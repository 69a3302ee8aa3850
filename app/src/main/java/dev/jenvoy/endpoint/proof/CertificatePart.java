package dev.jenvoy.endpoint.proof;

import dev.jenvoy.sender.request.Check;
import dev.jenvoy.sender.request.ClientAddress;
import dev.jenvoy.sender.verify.Credential;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Requires what a trusted proxy says of the client's certificate. Counts only if the request came through a proxy that {@code
 * trusted_proxies} names, because every other client could write the header itself.
 *
 * @param headers the accepted values by the header's name; the request must have each header once
 */
record CertificatePart(Map<String, List<String>> headers) implements ProofPart {

    @Override
    public Credential judge(ProvenRequest request) {
        ClientAddress origin = request.head().origin();
        if (!origin.forwarded() || origin.address() == null) {
            return new Credential.Missing(Check.ADDRESS
                    .reject("expected a request that a trusted proxy forwarded")
                    .hint("name the proxy in trusted_proxies; it must send X-Forwarded-For"));
        }
        boolean all = true;
        for (Map.Entry<String, List<String>> header : headers.entrySet()) {
            String sent = request.head().headers().only(header.getKey());
            all &= sent != null && header.getValue().contains(sent);
        }
        return all
                ? TokenComparison.proven()
                : new Credential.Missing(Check.CERTIFICATE.reject("the client's certificate is not accepted here"));
    }

    @Override
    public Optional<String> show(MadeProof to) {
        if (!to.setting().isProxy()) {
            return Optional.of("client_certificate counts only from an address in trusted_proxies, and this machine's"
                    + " is not in it");
        }
        headers.forEach((name, values) -> to.header(name, values.get(0)));
        to.forward();
        return Optional.empty();
    }

    @Override
    public String key() {
        return "client_certificate";
    }

    @Override
    public Object shown() {
        return new LinkedHashMap<>(headers);
    }
}
