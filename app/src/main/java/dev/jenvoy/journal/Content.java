package dev.jenvoy.journal;

import dev.jenvoy.delivery.FilePayload;
import dev.jenvoy.delivery.Payload;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** What is kept of a request beside its facts: the headers, and the body itself or the name of its file. */
final class Content {

    /** Larger ones stand in files: a row is read and written whole. */
    private static final long LARGEST_BODY = 1 << 20;

    /** Of a request whose headers and payload stand in the journal already. */
    static final Content ELSEWHERE = new Content("", null, null);

    final String headers;
    final byte @Nullable [] body;
    final @Nullable String file;

    private Content(String headers, byte @Nullable [] body, @Nullable String file) {
        this.headers = headers;
        this.body = body;
        this.file = file;
    }

    static Content of(Payload payload, String headers, PayloadFiles files) throws IOException {
        if (payload instanceof FilePayload || payload.size() > LARGEST_BODY) {
            return new Content(headers, null, files.keep(payload));
        }
        try (InputStream bytes = payload.open()) {
            return new Content(headers, bytes.readAllBytes(), null);
        }
    }
}
