package dev.jenvoy.endpoint.proof;

import dev.jenvoy.sender.ReplayGuard;
import dev.jenvoy.sender.request.RequestHead;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * Holds what of a request may prove it, before its body. Its text form shows nothing.
 *
 * @param head its head
 * @param query the values of its query by name, in the order sent
 * @param pathToken the last part of its path, where a token may be; empty if there is no such part
 * @param uses remembers the proofs that were used at this endpoint
 * @param clock tells the time
 */
public record ProvenRequest(
        RequestHead head, Map<String, List<String>> query, String pathToken, ReplayGuard uses, InstantSource clock) {

    /** Returns the value of a name that the query has exactly once; else an empty text. */
    String only(String name) {
        List<String> values = query.getOrDefault(name, List.of());
        return values.size() == 1 ? values.get(0) : "";
    }

    @Override
    public String toString() {
        return "ProvenRequest";
    }
}
