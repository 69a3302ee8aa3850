package dev.jenvoy.sender.sns;

import dev.jenvoy.sender.http.HttpFetcher;
import dev.jenvoy.sender.http.HttpGet;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Gives Amazon SNS what it alone needs of the server.
 *
 * @param settings the settings in force
 * @param client fetches what messages point to
 */
public record SnsParts(Supplier<SnsSettings> settings, HttpFetcher client) {

    /** Fetches over HTTPS, with the machine's own trusted certificates. No redirect is followed. */
    public static HttpFetcher https() {
        return new HttpGet(Duration.ofSeconds(5), 64 * 1024, HttpClient.Redirect.NEVER);
    }
}
