package dev.jenvoy.sender.sns;

import dev.jenvoy.sender.http.HttpFetcher;
import dev.jenvoy.sender.http.HttpGet;
import java.net.http.HttpClient;
import java.time.Duration;

/**
 * Gives Amazon SNS what it alone needs of the server.
 *
 * @param client fetches what messages point to
 */
public record SnsParts(HttpFetcher client) {

    /** Fetches over HTTPS, with the machine's own trusted certificates. No redirect is followed. */
    public static HttpFetcher https() {
        return new HttpGet(Duration.ofSeconds(5), 64 * 1024, HttpClient.Redirect.NEVER);
    }
}
