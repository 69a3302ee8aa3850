package dev.jenvoy.sender.http;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fetches what senders publish. The caller decides which addresses are asked. */
@FunctionalInterface
public interface HttpFetcher {

    /** The result of asking once. */
    sealed interface Answer {

        /**
         * An answer of any status.
         *
         * @param etag what the answer is marked with, or {@code null}
         * @param body the body, read as UTF-8
         */
        record Whole(int status, @Nullable String etag, String body) implements Answer {

            /** An answer that is not marked. */
            public Whole(int status, String body) {
                this(status, null, body);
            }
        }

        /** No answer, and the cause. */
        record Failed(String why) implements Answer {}
    }

    /** Asks once. Blocks for a few seconds at most. */
    Answer get(URI uri, Map<String, String> headers) throws InterruptedException;
}
