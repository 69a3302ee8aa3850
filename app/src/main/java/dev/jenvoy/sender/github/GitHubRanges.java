package dev.jenvoy.sender.github;

import dev.jenvoy.address.Cidr;
import dev.jenvoy.sender.http.HttpFetcher;
import dev.jenvoy.sender.http.HttpGet;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the address ranges that GitHub's webhooks come from, as its meta endpoint publishes them. Fetches them in the
 * background, never for a request: hourly, sooner after a failure. Keeps a copy on disk. The last good list stays in force
 * however old it gets. No list is shipped, because the ranges change. Safe for use by several threads.
 */
public final class GitHubRanges implements Supplier<Optional<List<Cidr>>> {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.senders");
    private static final Duration FRESH = Duration.ofHours(1);
    private static final Duration FIRST_RETRY = Duration.ofMinutes(1);
    private static final Duration TIME_LIMIT = Duration.ofSeconds(10);
    static final int MAX_ANSWER_BYTES = 4 << 20;

    private final URI meta;
    private final HttpFetcher client;
    private final Path copy;
    private final InstantSource clock;

    private volatile @Nullable RangeList list;
    private volatile @Nullable String trouble;
    private @Nullable Instant tried;
    private Duration pause = FRESH;
    private Duration retry = FIRST_RETRY;

    /**
     * @param meta the endpoint, {@code https://api.github.com/meta}
     * @param copy the copy on disk; read now, if there is one
     */
    public GitHubRanges(URI meta, Path copy, InstantSource clock) {
        this(meta, new HttpGet(TIME_LIMIT, MAX_ANSWER_BYTES, HttpClient.Redirect.NORMAL), copy, clock);
    }

    GitHubRanges(URI meta, HttpFetcher client, Path copy, InstantSource clock) {
        this.meta = meta;
        this.client = client;
        this.copy = copy;
        this.clock = clock;
        RangeList kept = read(copy);
        this.list = kept;
        this.tried = kept == null ? null : kept.fetched();
    }

    /** Returns the ranges; empty until they are fetched for the first time. */
    @Override
    public Optional<List<Cidr>> get() {
        RangeList current = list;
        return current == null ? Optional.empty() : Optional.of(current.ranges());
    }

    /** Says why the last attempt failed; empty when it succeeded, or was not made yet. */
    public Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** Fetches the list when it is time to. Blocks for ten seconds at most. */
    public synchronized void refreshWhenDue() throws InterruptedException {
        Instant now = clock.instant();
        if (!isDue(now)) {
            return;
        }
        RangeList current = list;
        HttpFetcher.Answer answer = client.get(meta, headers(current == null ? null : current.etag()));
        if (answer instanceof HttpFetcher.Answer.Whole whole) {
            take(whole, current, now);
        } else {
            failed(((HttpFetcher.Answer.Failed) answer).why());
        }
    }

    private static Map<String, String> headers(@Nullable String etag) {
        String accept = "application/vnd.github+json";
        return etag == null ? Map.of("Accept", accept) : Map.of("Accept", accept, "If-None-Match", etag);
    }

    private void take(HttpFetcher.Answer.Whole answer, @Nullable RangeList current, Instant now) {
        switch (answer.status()) {
            case 200 ->
                RangeList.parse(answer.body(), answer.etag(), now)
                        .ifPresentOrElse(this::keep, () -> failed("an answer without a list of hook addresses"));
            case 304 -> {
                if (current == null) {
                    failed("an answer that the list has not changed, though none is known");
                } else {
                    keep(current.confirmed(now));
                }
            }
            default -> failed("status " + answer.status());
        }
    }

    private boolean isDue(Instant now) {
        Instant last = tried;
        // A clock that was set back puts nothing off.
        return last == null || now.isBefore(last) || !now.isBefore(last.plus(pause));
    }

    private void keep(RangeList fetched) {
        if (list == null) {
            LOG.info("github address list fetched ranges={}", fetched.ranges().size());
        }
        list = fetched;
        trouble = null;
        retry = FIRST_RETRY;
        tried = fetched.fetched();
        pause = FRESH;
        write(fetched);
    }

    private void failed(String why) {
        trouble = why;
        tried = clock.instant();
        pause = retry;
        LOG.warn("github address list not fetched known={} retry_in={} cause=\"{}\"", list != null, retry, why);
        Duration doubled = retry.multipliedBy(2);
        retry = doubled.compareTo(FRESH) > 0 ? FRESH : doubled;
    }

    private void write(RangeList fetched) {
        try {
            Path half = copy.resolveSibling(copy.getFileName() + ".new");
            Files.writeString(half, fetched.toJson());
            Files.move(half, copy, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warn("github address list not kept on disk file={} cause={}", copy, e.toString());
        }
    }

    private static @Nullable RangeList read(Path copy) {
        try {
            return RangeList.ofJson(Files.readString(copy, StandardCharsets.UTF_8))
                    .orElse(null);
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            LOG.warn("github address list on disk not readable file={} cause={}", copy, e.toString());
            return null;
        }
    }
}
