package dev.jenvoy.endpoint.configured;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Holds {@code endpoints}.
 *
 * @param entries the entries by name, in the file's order
 */
public record ConfiguredEndpoints(Map<String, EndpointEntry> entries) {

    /** The beginning of all their addresses. */
    public static final String PREFIX = "/hooks/";

    public static final ConfiguredEndpoints NONE = new ConfiguredEndpoints(Map.of());

    public ConfiguredEndpoints {
        entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    /** Returns the events of their deliveries, as far as the configuration says them: by their names, and by texts in "event". */
    public Set<String> events() {
        return entries.values().stream()
                .filter(DescribedEndpoint.class::isInstance)
                .map(DescribedEndpoint.class::cast)
                .flatMap(DescribedEndpoint::events)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Returns the host of the repositories of a source of deliveries, as its entry names it; empty if it names no host. */
    public Optional<String> forgeOf(String source) {
        return entries.values().stream()
                .filter(entry -> entry.source().equals(source) && entry instanceof DescribedEndpoint)
                .findFirst()
                .flatMap(entry -> ((DescribedEndpoint) entry).forge());
    }

    /** Returns the sources of those whose deliveries say a commit, each with the host that the entry names. */
    public Map<String, Optional<String>> forgesOfCommits() {
        Map<String, Optional<String>> forges = new LinkedHashMap<>();
        for (EndpointEntry entry : entries.values()) {
            if (entry instanceof DescribedEndpoint described && described.saysCommits()) {
                forges.put(described.source(), described.forge());
            }
        }
        return forges;
    }

    /**
     * Returns the names of those whose every proof asks for an address that no request can have.
     *
     * @param local whether a program of this machine counts without a secret
     * @param outside whether requests of other machines can come in
     */
    public List<String> hopeless(boolean local, boolean outside) {
        return entries.values().stream()
                .filter(entry -> entry instanceof DescribedEndpoint described
                        && described.proofs().isHopeless(local, outside))
                .map(EndpointEntry::name)
                .toList();
    }

    /**
     * Makes a request that tries an endpoint.
     *
     * @return empty if there is no endpoint of this name
     */
    public Optional<EndpointTrial> trial(String name, TrialRequest request) {
        return Optional.ofNullable(entries.get(name)).map(entry -> EndpointTrial.of(entry, request));
    }

    /** Returns them as they may be shown, in the shape that the file has: no secret. */
    public Optional<Object> shown() {
        Map<String, Object> all = new LinkedHashMap<>();
        entries.forEach((name, entry) -> all.put(name, entry.shown()));
        return Optional.of(all);
    }

    /** Shows no secret. */
    @Override
    public String toString() {
        return "ConfiguredEndpoints" + entries.keySet();
    }
}
