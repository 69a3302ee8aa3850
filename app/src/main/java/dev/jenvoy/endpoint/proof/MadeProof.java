package dev.jenvoy.endpoint.proof;

import dev.jenvoy.sender.request.HeaderFields;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a request shows to prove itself: made of the configuration, to try an endpoint. Its text form shows nothing. */
public final class MadeProof {

    private static final String FORWARDED_FOR = "X-Forwarded-For";

    /** An address for documents (RFC 5737): it is no machine's. */
    private static final String ANY_CLIENT = "192.0.2.1";

    private final ProofSetting setting;
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, String> query = new LinkedHashMap<>();
    private String pathToken = "";

    MadeProof(ProofSetting setting) {
        this.setting = setting;
    }

    /** Returns the headers, by name without regard to case. */
    public Map<String, String> headers() {
        return Collections.unmodifiableMap(headers);
    }

    /** Returns what the query has. */
    public Map<String, String> query() {
        return Collections.unmodifiableMap(query);
    }

    /** Returns the last part of the path; empty if there is no such part. */
    public String pathToken() {
        return pathToken;
    }

    ProofSetting setting() {
        return setting;
    }

    void header(String name, String value) {
        headers.put(name, value);
    }

    void query(String name, String value) {
        query.put(name, value);
    }

    void pathToken(String token) {
        pathToken = token;
    }

    /** Tells whether the request says that it was forwarded. */
    boolean isForwarded() {
        return headers.containsKey(FORWARDED_FOR);
    }

    /** Has the request say that it was forwarded for some client. */
    void forward() {
        headers.putIfAbsent(FORWARDED_FOR, ANY_CLIENT);
    }

    /** Has the request say for which client it was forwarded. */
    void forwardFor(String address) {
        headers.put(FORWARDED_FOR, address);
    }

    /** Returns the headers of the request so far, as the checks would see them. */
    HeaderFields fields() {
        return name -> Optional.ofNullable(headers.get(name))
                .or(() -> Optional.ofNullable(setting.headers().get(name)))
                .map(List::of)
                .orElse(List.of());
    }

    @Override
    public String toString() {
        return "MadeProof";
    }
}
