package dev.jenvoy.endpoint;

import dev.jenvoy.cluster.Book;
import dev.jenvoy.cluster.Books;
import dev.jenvoy.seal.Keyring;
import dev.jenvoy.sender.Sender;
import dev.jenvoy.sender.SenderRoute;
import dev.jenvoy.sender.request.HeaderFields;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The registered endpoints, each with its own route. Safe for use by several threads. Looking one up does not block:
 * all are in memory, with their secrets sealed as on disk and opened for one request at a time. A change blocks until
 * it is safe on disk, and takes effect then.
 *
 * <p>If a secret cannot be opened (the key is wrong or missing, or the row was changed from outside), the endpoint
 * rejects every delivery, and the log and the lists say why.
 */
public final class Endpoints implements SenderRoute {

    /** How long a secret is accepted after a newer one was created. */
    public static final Duration OVERLAP = Duration.ofHours(24);

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.endpoints");
    private static final String PREFIX = "/conduit";

    /** How long a change waits for the other servers. */
    private static final Duration MAX_WAIT = Duration.ofSeconds(5);

    private final EndpointStore store;
    private final Keyring keyring;
    private final Supplier<Map<String, Provider>> providers;
    private final InstantSource clock;
    private final SecureRandom random;
    private volatile Map<Endpoint.Id, StoredSecret> all;

    /** What other servers change, too; {@code null} while this one is alone. */
    private volatile @Nullable Books books;

    private Endpoints(
            EndpointStore store,
            Map<Endpoint.Id, StoredSecret> all,
            Keyring keyring,
            Supplier<Map<String, Provider>> providers,
            InstantSource clock,
            SecureRandom random) {
        this.store = store;
        this.all = Map.copyOf(all);
        this.keyring = keyring;
        this.providers = providers;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Opens the endpoints of a data folder. Blocks. A missing or wrong key is no failure, but disables the endpoints.
     *
     * @param store keeps the endpoints
     * @param keyring has the key that seals their secrets
     * @param providers the senders that endpoints can be registered for, by name
     * @throws IOException when the endpoints cannot be read
     */
    public static Endpoints open(
            EndpointStore store,
            Keyring keyring,
            Supplier<Map<String, Provider>> providers,
            InstantSource clock,
            SecureRandom random)
            throws IOException {
        Endpoints endpoints = new Endpoints(store, stored(store), keyring, providers, clock, random);
        keyring.guard(() -> endpoints.all.values());
        endpoints.list().stream()
                .filter(listed -> listed.shut() != null)
                .forEach(listed -> LOG.error(
                        "endpoint is disabled provider={} repo_id={} reason=\"{}\"",
                        listed.endpoint().provider(),
                        listed.endpoint().repoId(),
                        listed.shut()));
        return endpoints;
    }

    /**
     * Begins to share the endpoints with other servers: what they change is read as soon as they say so, and again before each
     * change here.
     */
    public void share(Books shared) {
        books = shared;
        shared.follow(Book.ENDPOINTS, () -> {
            try {
                reload();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private synchronized void reload() throws IOException {
        all = Map.copyOf(stored(store));
    }

    private static Map<Endpoint.Id, StoredSecret> stored(EndpointStore store) throws IOException {
        return store.all(() -> LOG.error("endpoint cannot be read reason=\"its row was changed from outside\""));
    }

    /** Makes a change, upon what all servers did before. */
    private synchronized EndpointChange change(Supplier<EndpointChange> change) {
        Books shared = books;
        if (shared == null) {
            return change.get();
        }
        try {
            reload();
        } catch (IOException e) {
            return new EndpointChange.Unavailable(String.valueOf(e.getMessage()));
        }
        EndpointChange changed = change.get();
        if (changed instanceof EndpointChange.Done) {
            shared.changed(Book.ENDPOINTS);
        }
        return changed;
    }

    /** Waits until all servers act by a change that takes something away; not for those that would hang for long. */
    private EndpointChange everywhere(EndpointChange changed) {
        Books shared = books;
        if (shared == null || !(changed instanceof EndpointChange.Done done)) {
            return changed;
        }
        boolean isRead = false;
        try {
            isRead = shared.awaitRead(Book.ENDPOINTS, MAX_WAIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new EndpointChange.Done(
                done.endpoint(),
                done.secret(),
                isRead ? EndpointChange.Reach.ALL_SERVERS : EndpointChange.Reach.THIS_SERVER_FIRST);
    }

    @Override
    public Optional<Sender> at(String path, HeaderFields headers) {
        String uri = path.startsWith(PREFIX + "/") ? path.substring(PREFIX.length()) : path;
        String[] parts = uri.split("/", -1);
        if (parts.length != 5 || !parts[0].isEmpty() || !parts[1].equals("webhooks") || !parts[4].equals("payload")) {
            return Optional.empty();
        }
        return Optional.ofNullable(all.get(new Endpoint.Id(parts[2], parts[3]))).map(this::source);
    }

    private Sender source(StoredSecret kept) {
        Endpoint endpoint = kept.endpoint();
        Opened opened = opened(kept);
        if (opened.shut() != null) {
            return new ShutSource(endpoint.provider(), opened.shut());
        }
        Provider provider = providers.get().get(endpoint.provider());
        if (provider == null) {
            return new ShutSource(endpoint.provider(), noProvider(endpoint));
        }
        return new EndpointSource(
                provider.sender().at(endpoint, opened.secrets()), endpoint, provider.namesRepositories());
    }

    /** The secrets that are accepted now, or the reason why the endpoint is disabled. */
    private record Opened(List<String> secrets, @Nullable String shut) {}

    private Opened opened(StoredSecret kept) {
        Keyring.State key = keyring.state();
        if (!(key instanceof Keyring.State.Usable usable)) {
            return new Opened(List.of(), key.words());
        }
        return kept.taken(usable.box(), clock.instant())
                .map(secrets -> new Opened(secrets, null))
                .orElseGet(() -> new Opened(
                        List.of(), "its secret cannot be opened with this key, or was changed from outside"));
    }

    private static String noProvider(Endpoint endpoint) {
        return "the sender " + endpoint.provider() + " no longer exists";
    }

    /** Returns every endpoint, by provider and name. */
    public List<EndpointListing> list() {
        return all.values().stream()
                .sorted((one, other) ->
                        one.endpoint().uri().compareTo(other.endpoint().uri()))
                .map(this::listed)
                .toList();
    }

    /** Returns one endpoint. */
    public Optional<EndpointListing> find(String provider, String repoId) {
        return Optional.ofNullable(all.get(new Endpoint.Id(provider, repoId))).map(this::listed);
    }

    private EndpointListing listed(StoredSecret kept) {
        Endpoint endpoint = kept.endpoint();
        @Nullable String shut = opened(kept).shut();
        if (shut == null && !providers.get().containsKey(endpoint.provider())) {
            shut = noProvider(endpoint);
        }
        Instant until = endpoint.oldUntil();
        boolean over = until != null && !clock.instant().isBefore(until);
        return new EndpointListing(
                over ? changed(endpoint, endpoint.repoPath(), endpoint.changed(), null) : endpoint, shut);
    }

    /** Registers an endpoint with a new secret. */
    public EndpointChange register(String provider, String repoId, String repoPath) {
        return change(() -> registered(provider, repoId, repoPath));
    }

    private EndpointChange registered(String provider, String repoId, String repoPath) {
        return malformed(provider, repoId, repoPath)
                .or(() -> all.containsKey(new Endpoint.Id(provider, repoId))
                        ? Optional.of(new EndpointChange.Duplicate())
                        : Optional.empty())
                .orElseGet(() -> {
                    Instant now = now();
                    String secret = provider(provider).newSecret(random);
                    return keep(
                            new Endpoint(provider, repoId, repoPath, now, now, null),
                            secret,
                            null,
                            Optional.of(secret));
                });
    }

    /**
     * Creates a new secret for an endpoint. If other servers share the endpoints and the old secret is revoked, waits up to 5
     * seconds until all of them reject it.
     *
     * @param repoPath the repository's new name, empty to keep the present one
     * @param revoke whether to reject the old secret from now on; otherwise it is accepted for {@link #OVERLAP}
     */
    public EndpointChange rotate(String provider, String repoId, Optional<String> repoPath, boolean revoke) {
        EndpointChange changed = change(() -> rotated(provider, repoId, repoPath, revoke));
        return revoke ? everywhere(changed) : changed;
    }

    private EndpointChange rotated(String provider, String repoId, Optional<String> repoPath, boolean revoke) {
        StoredSecret before = all.get(new Endpoint.Id(provider, repoId));
        if (before == null) {
            return new EndpointChange.Unregistered();
        }
        String path = repoPath.orElse(before.endpoint().repoPath());
        return malformed(provider, repoId, path).orElseGet(() -> {
            String secret = provider(provider).newSecret(random);
            return replace(before, path, secret, revoke, Optional.of(secret));
        });
    }

    /** Registers an endpoint with a secret that the sender already has. Replaces the secret of an existing endpoint. */
    public EndpointChange bring(String provider, String repoId, String repoPath, String secret) {
        return change(() -> brought(provider, repoId, repoPath, secret));
    }

    private EndpointChange brought(String provider, String repoId, String repoPath, String secret) {
        Optional<EndpointChange> malformed = malformed(provider, repoId, repoPath);
        if (malformed.isPresent()) {
            return malformed.get();
        }
        if (!provider(provider).secretKind().fits(secret)) {
            return new EndpointChange.Malformed("secret: not a possible secret of " + provider);
        }
        StoredSecret before = all.get(new Endpoint.Id(provider, repoId));
        if (before != null) {
            return replace(before, repoPath, secret, false, Optional.empty());
        }
        Instant now = now();
        return keep(new Endpoint(provider, repoId, repoPath, now, now, null), secret, null, Optional.empty());
    }

    /** Removes an endpoint. Its deliveries are rejected from now on; waits for other servers as {@link #rotate} does. */
    public EndpointChange remove(String provider, String repoId) {
        return everywhere(change(() -> removed(provider, repoId)));
    }

    private EndpointChange removed(String provider, String repoId) {
        Endpoint.Id id = new Endpoint.Id(provider, repoId);
        StoredSecret before = all.get(id);
        if (before == null) {
            return new EndpointChange.Unregistered();
        }
        Optional<String> trouble = store.remove(id);
        if (trouble.isPresent()) {
            return new EndpointChange.Unavailable(trouble.get());
        }
        Map<Endpoint.Id, StoredSecret> rest = new LinkedHashMap<>(all);
        rest.remove(id);
        all = Map.copyOf(rest);
        LOG.info("endpoint removed provider={} repo_id={}", provider, repoId);
        return new EndpointChange.Done(before.endpoint(), Optional.empty());
    }

    private EndpointChange replace(
            StoredSecret before, String repoPath, String secret, boolean revoke, Optional<String> shown) {
        // A secret that cannot be opened cannot be accepted any longer either.
        Optional<String> old = revoke || !(keyring.state() instanceof Keyring.State.Usable usable)
                ? Optional.empty()
                : before.present(usable.box()).filter(text -> !text.equals(secret));
        Instant now = now();
        @Nullable Instant until = old.isPresent() ? now.plus(OVERLAP) : null;
        return keep(changed(before.endpoint(), repoPath, now, until), secret, old.orElse(null), shown);
    }

    private EndpointChange keep(Endpoint endpoint, String secret, @Nullable String old, Optional<String> shown) {
        Keyring.State key = keyring.toSeal();
        if (!(key instanceof Keyring.State.Usable usable)) {
            LOG.error("the endpoint could not be changed reason=\"{}\"", key.words());
            return new EndpointChange.Unavailable(key.words());
        }
        StoredSecret kept = StoredSecret.seal(usable.box(), endpoint, secret, old);
        Optional<String> trouble = store.put(kept);
        if (trouble.isPresent()) {
            return new EndpointChange.Unavailable(trouble.get());
        }
        Map<Endpoint.Id, StoredSecret> more = new LinkedHashMap<>(all);
        more.put(endpoint.id(), kept);
        all = Map.copyOf(more);
        LOG.info(
                "endpoint has a new secret provider={} repo_id={} repo_path={} old_until={}",
                endpoint.provider(),
                endpoint.repoId(),
                endpoint.repoPath(),
                endpoint.oldUntil());
        return new EndpointChange.Done(endpoint, shown);
    }

    private static Endpoint changed(Endpoint before, String repoPath, Instant at, @Nullable Instant oldUntil) {
        return new Endpoint(before.provider(), before.repoId(), repoPath, before.registered(), at, oldUntil);
    }

    private Optional<EndpointChange> malformed(String provider, String repoId, String repoPath) {
        String reason = null;
        if (!providers.get().containsKey(provider) || !Endpoint.isProvider(provider)) {
            reason = "provider: expected one of "
                    + String.join(
                            ", ", providers.get().keySet().stream().sorted().toList());
        } else if (!Endpoint.isRepoId(repoId)) {
            reason = "repo_id: expected up to 100 letters, digits and ._-, not a dot first";
        } else if (!Endpoint.isRepoPath(repoPath)) {
            reason = "repo_path: expected OWNER/REPOSITORY";
        }
        return reason == null ? Optional.empty() : Optional.of(new EndpointChange.Malformed(reason));
    }

    private Provider provider(String name) {
        Provider provider = providers.get().get(name);
        if (provider == null) {
            throw new IllegalStateException("the sender was removed during the request");
        }
        return provider;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
