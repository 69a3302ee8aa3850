package dev.jenvoy.sender.github;

import dev.jenvoy.sender.http.HttpGet;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks GitHub's meta endpoint over HTTP. */
final class HttpMetaClient implements MetaClient {

    private static final int MAX_ANSWER_BYTES = 4 << 20;

    private final URI uri;
    private final HttpGet http;

    HttpMetaClient(URI uri, Duration limit) {
        this.uri = uri;
        this.http = new HttpGet(limit, MAX_ANSWER_BYTES, HttpClient.Redirect.NORMAL);
    }

    @Override
    public Answer ask(@Nullable String etag) throws InterruptedException {
        String accept = "application/vnd.github+json";
        HttpGet.Answer answer = http.ask(
                uri, etag == null ? Map.of("Accept", accept) : Map.of("Accept", accept, "If-None-Match", etag));
        if (!(answer instanceof HttpGet.Answer.Whole whole)) {
            return new Answer.Failed(((HttpGet.Answer.Failed) answer).why());
        }
        return switch (whole.status()) {
            case 200 ->
                new Answer.Fetched(
                        whole.body(), whole.headers().firstValue("ETag").orElse(null));
            case 304 -> new Answer.Unchanged();
            default -> new Answer.Failed("status " + whole.status());
        };
    }
}
