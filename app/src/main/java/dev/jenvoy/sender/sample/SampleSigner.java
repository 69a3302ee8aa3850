package dev.jenvoy.sender.sample;

import com.google.gson.JsonElement;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * Signs samples as one sender does, for {@code send --as}. The defaults are what most senders do: they post JSON to {@code
 * /} and name the event in a header.
 */
public interface SampleSigner {

    /** Returns the name that {@code --as} takes. */
    String name();

    /** Returns the samples. The first is sent when a person names no sample. */
    List<Sample> samples();

    /** Returns the key of the configuration that holds the secrets. */
    default String secretKey() {
        return "senders." + name();
    }

    /**
     * Returns the headers besides {@code Accept}, {@code Content-Type} and the proof, in the sender's order.
     *
     * @throws SendFailure when the payload lacks something that a header says
     */
    Map<String, String> headers(SampleRequest request) throws SendFailure;

    /**
     * Returns the headers that prove the request. They are never shown.
     *
     * @throws SendFailure when this sender cannot have such a secret
     */
    Map<String, String> proofs(SampleRequest request, String secret) throws SendFailure;

    /** Rewrites a sample's payload in this sender's form, for samples that are written in another's. */
    default JsonElement adapted(JsonElement payload, SampleFacts facts) {
        return payload;
    }

    /** Returns the members of the payload that each name the event; empty where a header does. */
    default List<String> eventMembers() {
        return List.of();
    }

    /** Tells whether a request has a payload. Without one there is no file to send, and one event. */
    default boolean hasPayload() {
        return true;
    }

    /** Tells whether repositories have owners. */
    default boolean namesOwners() {
        return true;
    }

    /** Tells whether every payload is sent as the field of a form. */
    default boolean sendsForms() {
        return false;
    }

    /** Returns the HTTP method of this sample. */
    default String method(Sample sample) {
        return "POST";
    }

    /** Returns the address of the request at this server. */
    default URI address(URI server) {
        return server;
    }

    /** Says, to a person, that nothing proves the request. */
    default String unsigned() {
        return "there is no secret, so the request is unsigned";
    }
}
