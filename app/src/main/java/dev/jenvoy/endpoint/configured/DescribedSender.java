package dev.jenvoy.endpoint.configured;

import dev.jenvoy.endpoint.proof.ProvenRequest;
import dev.jenvoy.sender.OwnResponse;
import dev.jenvoy.sender.ReplayGuard;
import dev.jenvoy.sender.Sender;
import dev.jenvoy.sender.request.Check;
import dev.jenvoy.sender.request.HeaderFields;
import dev.jenvoy.sender.request.RequestHead;
import dev.jenvoy.sender.request.ResponseStyle;
import dev.jenvoy.sender.verify.Credential;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Judges the requests of one described endpoint: first the proof, then what the body may be. */
final class DescribedSender implements Sender {

    private final DescribedEndpoint endpoint;
    private final String pathToken;
    private final ReplayGuard uses;
    private final InstantSource clock;

    /**
     * @param pathToken what follows the endpoint's address; empty if nothing does
     * @param uses remembers the proofs that were used at this endpoint
     */
    DescribedSender(DescribedEndpoint endpoint, String pathToken, ReplayGuard uses, InstantSource clock) {
        this.endpoint = endpoint;
        this.pathToken = pathToken;
        this.uses = uses;
        this.clock = clock;
    }

    @Override
    public String name() {
        return endpoint.source();
    }

    /** Needs no header: the path decides. */
    @Override
    public boolean matches(HeaderFields headers) {
        return true;
    }

    @Override
    public Set<String> methods() {
        return endpoint.methods();
    }

    @Override
    public ResponseStyle envelope() {
        return ResponseStyle.BARE_REJECTIONS;
    }

    @Override
    public Optional<OwnResponse> response() {
        return endpoint.response();
    }

    @Override
    public boolean retriesAutomatically() {
        return endpoint.resends();
    }

    /** The id is in what only expressions read. */
    @Override
    public Optional<String> unverifiedId(HeaderFields headers) {
        return Optional.empty();
    }

    @Override
    public List<String> storedHeaders() {
        return List.of();
    }

    @Override
    public Admission admit(RequestHead head) {
        Optional<Map<String, List<String>>> query = FormText.read(head.query());
        Credential credential =
                endpoint.proofs().judge(new ProvenRequest(head, query.orElse(Map.of()), pathToken, uses, clock));
        if (credential instanceof Credential.Missing missing) {
            return new Admission.Refused(missing.refusal());
        }
        if (query.isEmpty()) {
            return new Admission.Refused(Check.QUERY.reject("expected a well-formed query"));
        }
        if (isCompressed(head.headers())) {
            return new Admission.Refused(Check.CONTENT_TYPE.reject("expected a body that is not compressed"));
        }
        return new Admission.Admitted(new DescribedVerifier(
                endpoint, head, query.get(), ((Credential.Claimed) credential).claim(), clock.instant()));
    }

    private static boolean isCompressed(HeaderFields headers) {
        return headers.all("Content-Encoding").stream()
                .anyMatch(encoding -> !encoding.isBlank() && !encoding.trim().equalsIgnoreCase("identity"));
    }
}
