package dev.jenvoy.source;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks over HTTP, for a whole answer within a time limit and of a sensible size. */
final class HttpInquiry implements Inquiry {

    private static final Logger LOG = LoggerFactory.getLogger(HttpInquiry.class);
    private static final int LARGEST = 4 << 20;

    private final URI uri;
    private final String accept;
    private final Duration limit;

    /** @param accept the media type that is asked for */
    HttpInquiry(URI uri, String accept, Duration limit) {
        this.uri = uri;
        this.accept = accept;
        this.limit = limit;
    }

    @Override
    public Answer ask(@Nullable String etag) throws InterruptedException {
        // One client for each of the few requests: its thread and connections are gone until the next hour.
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(limit)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(limit)
                .header("Accept", accept)
                .header("User-Agent", "Jenvoy");
        if (etag != null) {
            request.header("If-None-Match", etag);
        }
        AtomicReference<InputStream> open = new AtomicReference<>(InputStream.nullInputStream());
        CompletableFuture<Answer> answer = client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofInputStream())
                .thenApplyAsync(response -> {
                    open.set(response.body());
                    return read(response);
                });
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            close(open.get());
            return new Answer.Failed("no answer within " + limit.toSeconds() + " s");
        } catch (ExecutionException e) {
            return new Answer.Failed(String.valueOf(e.getCause()));
        }
    }

    /** Wakes whoever reads from it. */
    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            LOG.debug("answer could not be closed cause={}", e.toString());
        }
    }

    private static Answer read(HttpResponse<InputStream> response) {
        try (InputStream body = response.body()) {
            if (response.statusCode() == 304) {
                return new Answer.Unchanged();
            }
            if (response.statusCode() != 200) {
                return new Answer.Failed("status " + response.statusCode());
            }
            byte[] bytes = body.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                return new Answer.Failed("an answer larger than " + LARGEST + " bytes");
            }
            return new Answer.Fetched(
                    new String(bytes, StandardCharsets.UTF_8),
                    response.headers().firstValue("ETag").orElse(null));
        } catch (IOException e) {
            return new Answer.Failed(e.toString());
        }
    }
}
