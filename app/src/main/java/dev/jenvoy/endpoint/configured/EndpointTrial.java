package dev.jenvoy.endpoint.configured;

import dev.jenvoy.endpoint.proof.MadeProof;
import dev.jenvoy.endpoint.proof.ProofSetting;
import dev.jenvoy.endpoint.proof.Proofs;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How an endpoint can be tried: with a request that proves itself as the configuration says. */
public sealed interface EndpointTrial {

    /**
     * A request that is complete.
     *
     * @param method its method
     * @param path its address at the server, with a token where the proof needs one
     * @param shownPath the same without tokens
     * @param headers all headers
     * @param hidden the names of the headers that prove the request, in lower case
     * @param body its body; empty for methods that have no body. Not to be changed.
     */
    @SuppressWarnings("ArrayRecordComponent") // sent, and never compared
    record Complete(
            String method, String path, String shownPath, Map<String, String> headers, Set<String> hidden, byte[] body)
            implements EndpointTrial {

        /** Shows no token. */
        @Override
        public String toString() {
            return "Complete[" + method + " " + shownPath + "]";
        }
    }

    /**
     * A request that the sender of the endpoint signs.
     *
     * @param path its address at the server
     * @param sender the sender's name
     * @param secret the first secret of the endpoint
     */
    record OfSender(String path, String sender, String secret) implements EndpointTrial {

        /** Shows no secret. */
        @Override
        public String toString() {
            return "OfSender[" + path + ", " + sender + "]";
        }
    }

    /**
     * A proof that cannot be made here.
     *
     * @param why the reason, for people
     */
    record Impossible(String why) implements EndpointTrial {}

    /** The type of bodies where nothing says another one. */
    String JSON = "application/json";

    /** Makes a request to an endpoint. */
    static EndpointTrial of(EndpointEntry entry, TrialRequest request) {
        if (entry instanceof SenderEndpoint own) {
            return new OfSender(own.path(), own.sender(), own.secrets().texts().get(0));
        }
        return complete((DescribedEndpoint) entry, request);
    }

    private static EndpointTrial complete(DescribedEndpoint endpoint, TrialRequest request) {
        String method = request.method()
                .orElseGet(() -> endpoint.methods().contains("POST")
                        ? "POST"
                        : endpoint.methods().iterator().next());
        if (!endpoint.methods().contains(method)) {
            return new Impossible("methods: it accepts only " + String.join(", ", endpoint.methods()));
        }
        boolean hasBody = hasBody(method);
        if (!hasBody && request.body().isPresent()) {
            return new Impossible("a " + method + " has no body: leave the file out");
        }
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("Accept", "*/*");
        if (hasBody) {
            headers.put("Content-Type", request.type().orElseGet(() -> usualType(endpoint.body())));
        }
        headers.putAll(request.headers());
        boolean isJson = hasBody && headers.getOrDefault("Content-Type", "").startsWith(JSON);
        byte[] usual = isJson ? new byte[] {'{', '}'} : new byte[0];
        byte[] body = request.body().orElse(usual);
        Proofs.Shown shown = endpoint.proofs()
                .show(new ProofSetting(
                        method,
                        headers,
                        body,
                        request.from().orElse(null),
                        request.isProxy(),
                        request.hasProxies(),
                        request.at(),
                        request.spareId()));
        if (shown instanceof Proofs.Shown.Impossible impossible) {
            return new Impossible("proof: " + impossible.why());
        }
        return proven(endpoint, method, headers, body, ((Proofs.Shown.Made) shown).proof());
    }

    private static EndpointTrial proven(
            DescribedEndpoint endpoint, String method, Map<String, String> headers, byte[] body, MadeProof proof) {
        String query = proof.query().entrySet().stream()
                .map(value -> encoded(value.getKey()) + "=" + encoded(value.getValue()))
                .collect(Collectors.joining("&"));
        String names = proof.query().keySet().stream()
                .map(name -> encoded(name) + "=...")
                .collect(Collectors.joining("&"));
        boolean hasToken = !proof.pathToken().isEmpty();
        headers.putAll(proof.headers());
        return new Complete(
                method,
                endpoint.path() + (hasToken ? "/" + proof.pathToken() : "") + (query.isEmpty() ? "" : "?" + query),
                endpoint.path() + (hasToken ? "/..." : "") + (names.isEmpty() ? "" : "?" + names),
                headers,
                proof.headers().keySet().stream()
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toSet()),
                body);
    }

    private static boolean hasBody(String method) {
        return !Set.of("GET", "HEAD", "TRACE").contains(method);
    }

    private static String usualType(BodyType type) {
        return switch (type) {
            case AUTO, JSON -> JSON;
            case FORM -> "application/x-www-form-urlencoded";
            case XML -> "application/xml";
            // Without a boundary nothing can be sent as such a form, but for nothing at all.
            case MULTIPART -> "multipart/form-data";
            case TEXT -> "text/plain; charset=utf-8";
            case BYTES -> "application/octet-stream";
        };
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
