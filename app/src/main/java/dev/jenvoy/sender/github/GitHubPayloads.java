package dev.jenvoy.sender.github;

import dev.jenvoy.delivery.Event;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.sender.json.JsonFacts;
import dev.jenvoy.sender.json.JsonScan;
import dev.jenvoy.sender.request.InvalidPayload;
import java.io.IOException;
import java.io.InputStream;

/** Reads payloads of GitHub in files, for tools: as a delivery is read, without a signature. */
public final class GitHubPayloads {

    private GitHubPayloads() {}

    /** The result of reading a payload. */
    public sealed interface Read {

        /** The payload is valid and has these facts. */
        record Known(Facts facts) implements Read {}

        /** A delivery with this payload would be rejected with this error. */
        record Refused(String error) implements Read {}
    }

    /**
     * Reads one JSON object to the end of the stream, as the payload of this event.
     *
     * @throws IOException when the stream cannot be read
     */
    public static Read read(Event event, InputStream payload) throws IOException {
        try {
            return new Read.Known(GitHubFacts.TABLE
                    .read(event, JsonScan.read(payload, GitHubFacts.TABLE.paths()))
                    .get(0));
        } catch (JsonScan.NotJson | InvalidPayload | JsonFacts.WrongType e) {
            return new Read.Refused(String.valueOf(e.getMessage()));
        }
    }
}
