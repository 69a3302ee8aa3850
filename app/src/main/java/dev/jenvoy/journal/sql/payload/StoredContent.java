package dev.jenvoy.journal.sql.payload;

import dev.jenvoy.delivery.payload.Payload;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What is kept of a request beside its facts: the headers, and the body as its row has it, or the name of its file. */
public final class StoredContent {

    /** Of a request whose headers and payload stand in the journal already. */
    public static final StoredContent ELSEWHERE = new StoredContent("", null, null);

    public final String headers;
    public final byte @Nullable [] body;
    final @Nullable public String file;

    private StoredContent(String headers, byte @Nullable [] body, @Nullable String file) {
        this.headers = headers;
        this.body = body;
        this.file = file;
    }

    /**
     * Returns what is to be stored. Blocks where the payload goes to a file.
     *
     * @param inRow makes of a payload what its row gets, if it is kept there
     */
    public static StoredContent of(Payload payload, String headers, LargePayloads large, UnaryOperator<byte[]> inRow)
            throws IOException {
        if (large.takes(payload)) {
            return new StoredContent(headers, null, large.keep(payload));
        }
        try (InputStream bytes = payload.open()) {
            return new StoredContent(headers, inRow.apply(bytes.readAllBytes()), null);
        }
    }
}
