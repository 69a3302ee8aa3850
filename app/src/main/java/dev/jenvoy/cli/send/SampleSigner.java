package dev.jenvoy.cli.send;

import com.google.gson.JsonElement;
import dev.jenvoy.cli.send.sample.Sample;
import dev.jenvoy.cli.send.sample.SampleFacts;
import dev.jenvoy.config.Config;
import dev.jenvoy.option.secret.Secrets;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * How one sender speaks, for {@code send --as}. A new sender needs one of these in {@link SampleSigners} and its samples. What
 * has a default is what most do: post JSON to {@code /}, and tell the event in a header.
 */
interface SampleSigner {

    /** What {@code --as} calls it. */
    String name();

    /** Its samples, the first of which is sent when none is named. */
    List<Sample> samples();

    /** The secrets that the configuration has for it. */
    Secrets secrets(Config config);

    /** The key of the configuration under which they are. */
    default String secretKey() {
        return "senders." + name();
    }

    /**
     * What it sends besides {@code Accept}, {@code Content-Type} and its proof, in its order.
     *
     * @throws SendFailure when the payload lacks what they tell
     */
    Map<String, String> headers(SendRequest request) throws SendFailure;

    /**
     * The headers that prove the request to who knows the secret; never shown.
     *
     * @throws SendFailure when the secret cannot be one of this sender's
     */
    Map<String, String> proofs(SendRequest request, String secret) throws SendFailure;

    /** The sample's payload in this sender's form, where the sample is written in another's. */
    default JsonElement adapted(JsonElement payload, SampleFacts facts) {
        return payload;
    }

    /** The same sender, once it knows what the configuration says of what the options ask for. */
    default SampleSigner knowing(SendTarget.Configuration configuration, SampleOptions options) {
        return this;
    }

    /** The members of the payload that tell the event, the same each; none where something else does. */
    default List<String> eventMembers() {
        return List.of();
    }

    /** Whether what it sends tells anything; otherwise there is no file to send, and one event. */
    default boolean hasPayload() {
        return true;
    }

    /** Whether its repositories have owners. */
    default boolean namesOwners() {
        return true;
    }

    /** Whether it sends the payload as the field of a form, always. */
    default boolean sendsForms() {
        return false;
    }

    /** How it sends this sample. */
    default String method(Sample sample) {
        return "POST";
    }

    /** Where it sends to. */
    default URI address(URI server) {
        return server;
    }

    /** What people are told when there is nothing to prove the request with. */
    default String unsigned() {
        return "there is no secret, so this goes unsigned";
    }
}
