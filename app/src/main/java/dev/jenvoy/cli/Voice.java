package dev.jenvoy.cli;

import com.google.gson.JsonElement;
import dev.jenvoy.config.Config;
import dev.jenvoy.config.Secrets;
import java.util.List;
import java.util.Map;

/** How one sender speaks, for {@code send --as}. A new sender needs one of these in {@link Voices} and its samples. */
interface Voice {

    /** What {@code --as} calls it. */
    String name();

    /** Its samples, the first of which is sent when none is named. */
    List<Sample> samples();

    /** The secrets that the configuration has for it. */
    Secrets secrets(Config config);

    /** What it sends besides {@code Accept}, {@code Content-Type} and its proof, in its order. */
    Map<String, String> headers(SendRequest request);

    /** The headers that prove the request to who knows the secret; never shown. */
    Map<String, String> proofs(SendRequest request, String secret);

    /** The sample's payload in this sender's form, where the sample is written in another's. */
    default JsonElement adapted(JsonElement payload, SampleFacts facts) {
        return payload;
    }
}
