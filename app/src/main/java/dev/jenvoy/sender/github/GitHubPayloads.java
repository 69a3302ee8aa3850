package dev.jenvoy.sender.github;

import dev.jenvoy.delivery.Event;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.sender.json.JsonFacts;
import dev.jenvoy.sender.json.JsonScan;
import dev.jenvoy.sender.request.InvalidPayload;
import java.io.IOException;
import java.io.InputStream;

/** Reads payloads of GitHub's that lie in files, for tools: the same reading as of a delivery, without any signature. */
public final class GitHubPayloads {

    private GitHubPayloads() {}

    /** What came of reading one. */
    public sealed interface Read {

        /** It is a payload, and these are its facts. */
        record Known(Facts facts) implements Read {}

        /** A delivery of it would be refused with this error. */
        record Refused(String error) implements Read {}
    }

    /**
     * Reads one JSON object to the end of the stream, as the payload of this event.
     *
     * @throws IOException when the stream cannot be read
     */
    public static Read read(Event event, InputStream payload) throws IOException {
        try {
            return new Read.Known(GitHubFacts.TABLE.read(event, JsonScan.read(payload, GitHubFacts.TABLE.paths()))
                    .get(0));
        } catch (JsonScan.NotJson | InvalidPayload | JsonFacts.WrongType e) {
            return new Read.Refused(String.valueOf(e.getMessage()));
        }
    }
}
