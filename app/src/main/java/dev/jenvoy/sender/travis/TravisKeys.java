package dev.jenvoy.sender.travis;

import dev.jenvoy.sender.http.HttpFetcher;
import dev.jenvoy.sender.http.HttpGet;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the public key that Travis CI signs with, as the configured API publishes it under {@code /config}. Fetches it in the
 * background once a day. Fetches it for a request only when no key is known or the known key does not fit, and once a minute
 * at most. The last good key of an API stays in force until there is another. Safe for use by several threads: one thread
 * fetches, and threads that need the key too wait for it, for at most five seconds a minute.
 */
public final class TravisKeys {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.senders");
    private static final Duration FRESH = Duration.ofDays(1);
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final Duration TIME_LIMIT = Duration.ofSeconds(5);
    private static final int MAX_ANSWER_BYTES = 1 << 20;

    private final Supplier<Optional<URI>> api;
    private final InstantSource clock;
    private final HttpFetcher http = new HttpGet(TIME_LIMIT, MAX_ANSWER_BYTES, HttpClient.Redirect.NORMAL);

    private volatile @Nullable Known known;
    private @Nullable Attempt attempt;

    private record Known(URI api, PublicKey key, Instant fetched) {}

    private record Attempt(URI api, Instant at) {}

    /** @param api the API in force; empty where no signatures are taken */
    public TravisKeys(Supplier<Optional<URI>> api, InstantSource clock) {
        this.api = api;
        this.clock = clock;
    }

    /** Returns the key; empty when it cannot be fetched now. May block for five seconds. */
    Optional<PublicKey> key() {
        Optional<URI> from = api.get();
        return from.flatMap(uri -> known(uri).or(() -> {
            fetch(uri);
            return known(uri);
        }));
    }

    /** Returns another key than this, which did not fit; empty without another one. May block for five seconds. */
    Optional<PublicKey> newerThan(PublicKey unfit) {
        api.get().ifPresent(this::fetch);
        return api.get().flatMap(this::known).filter(key -> !key.equals(unfit));
    }

    /** Fetches the key when no key is known or the known one is old. Blocks for five seconds at most. */
    public void refreshWhenDue() {
        api.get().filter(this::isDue).ifPresent(this::fetch);
    }

    private Optional<PublicKey> known(URI uri) {
        Known current = known;
        return current != null && current.api.equals(uri) ? Optional.of(current.key) : Optional.empty();
    }

    private boolean isDue(URI uri) {
        Known current = known;
        return current == null || !current.api.equals(uri) || hasPassed(FRESH, current.fetched);
    }

    private synchronized void fetch(URI uri) {
        Attempt last = attempt;
        if (last == null || !last.api.equals(uri) || hasPassed(PAUSE, last.at)) {
            attempt = new Attempt(uri, clock.instant());
            ask(uri);
        }
    }

    private void ask(URI uri) {
        URI config = URI.create(uri.toString().replaceFirst("/*$", "/config"));
        HttpFetcher.Answer answer;
        try {
            answer = http.get(config, Map.of("Accept", "application/json"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        if (!(answer instanceof HttpFetcher.Answer.Whole whole)) {
            failed(uri, ((HttpFetcher.Answer.Failed) answer).why());
            return;
        }
        if (whole.status() != 200) {
            failed(uri, "status " + whole.status());
            return;
        }
        Optional<PublicKey> key = TravisKey.read(whole.body());
        if (key.isEmpty()) {
            failed(uri, "an answer without an RSA key of at least " + TravisKey.LEAST_BITS + " bits");
            return;
        }
        if (!key.equals(known(uri))) {
            LOG.info("travis public key fetched api={}", uri);
        }
        known = new Known(uri, key.get(), clock.instant());
    }

    private void failed(URI uri, String why) {
        LOG.warn(
                "travis public key not fetched api={} known={} cause=\"{}\"",
                uri,
                known(uri).isPresent(),
                why);
    }

    /** A clock that was set back puts nothing off. */
    private boolean hasPassed(Duration time, Instant since) {
        Instant now = clock.instant();
        return now.isBefore(since) || !now.isBefore(since.plus(time));
    }
}
