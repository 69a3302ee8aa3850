package dev.jenvoy.sender.sns;

import dev.jenvoy.sender.http.HttpGet;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;

/** Fetches what AWS' messages point to. Which addresses it is asked for is decided before. */
@FunctionalInterface
public interface AwsClient {

    /** What came of asking. */
    sealed interface Answer {

        /** An answer in UTF-8, whatever its status. */
        record Whole(int status, String body) implements Answer {}

        /** None, and why. */
        record Failed(String why) implements Answer {}
    }

    /** Asks once. Blocks for a few seconds at most. */
    Answer get(URI uri) throws InterruptedException;

    /** Over HTTPS, with the machine's own trusted certificates; no redirect is followed. */
    static AwsClient https() {
        HttpGet http = new HttpGet(Duration.ofSeconds(5), 64 * 1024, HttpClient.Redirect.NEVER);
        return uri -> {
            HttpGet.Answer answer = http.ask(uri, Map.of());
            return answer instanceof HttpGet.Answer.Whole whole
                    ? new Answer.Whole(whole.status(), whole.body())
                    : new Answer.Failed(((HttpGet.Answer.Failed) answer).why());
        };
    }
}
