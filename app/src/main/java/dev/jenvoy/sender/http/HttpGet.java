package dev.jenvoy.sender.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fetches over HTTP, with a limit on the time and on the size of the whole answer. */
public final class HttpGet implements HttpFetcher {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.senders");

    private final Duration limit;
    private final int largest;
    private final HttpClient.Redirect redirects;

    /**
     * @param limit the time for the whole answer
     * @param largest the most bytes that the body may have
     */
    public HttpGet(Duration limit, int largest, HttpClient.Redirect redirects) {
        this.limit = limit;
        this.largest = largest;
        this.redirects = redirects;
    }

    /** Asks once. Blocks, but never longer than the time limit. */
    @Override
    public Answer get(URI uri, Map<String, String> headers) throws InterruptedException {
        // Requests are few, so each has a client of its own: its thread and connections end with it.
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(limit)
                .followRedirects(redirects)
                .build();
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(limit).header("User-Agent", "Jenvoy");
        headers.forEach(request::header);
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

    /** Closes the body, which wakes the thread that reads from it. */
    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            LOG.debug("answer could not be closed cause={}", e.toString());
        }
    }

    private Answer read(HttpResponse<InputStream> response) {
        try (InputStream body = response.body()) {
            byte[] bytes = body.readNBytes(largest + 1);
            if (bytes.length > largest) {
                return new Answer.Failed("an answer larger than " + largest + " bytes");
            }
            return new Answer.Whole(
                    response.statusCode(),
                    response.headers().firstValue("ETag").orElse(null),
                    new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException e) {
            return new Answer.Failed(e.toString());
        }
    }
}
