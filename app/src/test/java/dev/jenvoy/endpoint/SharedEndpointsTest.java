package dev.jenvoy.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.cluster.Book;
import dev.jenvoy.cluster.Books;
import dev.jenvoy.endpoint.sql.SqlEndpointStore;
import dev.jenvoy.seal.KeyPlace;
import dev.jenvoy.seal.Keyring;
import dev.jenvoy.sender.type.SecretKind;
import dev.jenvoy.storage.engine.OpenStore;
import dev.jenvoy.storage.engine.StoreEngine;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Two servers with the same endpoints. */
@ParameterizedClass
@EnumSource
class SharedEndpointsTest {

    @Parameter
    StoreEngine engine;

    @TempDir
    private Path folder;

    private OpenStore open;
    private final ToldBooks books = new ToldBooks();
    private Endpoints here;
    private Endpoints there;

    /** Servers hear of changes when the test says so. */
    private static final class ToldBooks implements Books {

        private final List<Runnable> reloads = new ArrayList<>();
        private boolean isRead = true;
        private int awaited;
        private int told;

        @Override
        public void follow(Book book, Runnable reload) {
            assertThat(book).isEqualTo(Book.ENDPOINTS);
            reloads.add(reload);
        }

        @Override
        public void changed(Book book) {
            told++;
        }

        @Override
        public boolean awaitRead(Book book, Duration atMost) {
            awaited++;
            if (isRead) {
                reloads.forEach(Runnable::run);
            }
            return isRead;
        }
    }

    @BeforeEach
    void open() throws Exception {
        open = engine.place(folder.resolve("data")).open();
        Path key = folder.resolve("endpoint.key");
        here = server(key);
        there = server(key);
    }

    private Endpoints server(Path key) throws Exception {
        Provider provider = new Provider((endpoint, secrets) -> null, SecretKind.TEXT, true);
        Endpoints endpoints = Endpoints.open(
                new SqlEndpointStore(open.store()),
                new Keyring(new KeyPlace(Optional.empty(), key), new SecureRandom()),
                () -> Map.of("github", provider),
                InstantSource.system(),
                new SecureRandom());
        endpoints.share(books);
        return endpoints;
    }

    @AfterEach
    void close() {
        open.close();
    }

    private static EndpointChange.Reach reach(EndpointChange change) {
        return ((EndpointChange.Done) change).reach();
    }

    @Test
    void what_another_server_changed_counts_when_it_says_so_and_before_a_change_here() {
        assertThat(here.register("github", "site", "acme/site")).isInstanceOf(EndpointChange.Done.class);
        assertThat(there.find("github", "site")).isEmpty();
        assertThat(books.told).isEqualTo(1);
        books.reloads.forEach(Runnable::run);
        assertThat(there.find("github", "site")).isPresent();

        assertThat(here.register("github", "web", "acme/web")).isInstanceOf(EndpointChange.Done.class);
        assertThat(there.register("github", "web", "acme/web")).isInstanceOf(EndpointChange.Duplicate.class);
    }

    @Test
    void a_secret_that_is_revoked_and_an_endpoint_that_is_removed_wait_for_all_servers() {
        assertThat(here.register("github", "site", "acme/site")).isInstanceOf(EndpointChange.Done.class);
        assertThat(reach(here.rotate("github", "site", Optional.empty(), false)))
                .isEqualTo(EndpointChange.Reach.ONLY_SERVER);
        assertThat(books.awaited).isZero();
        assertThat(reach(here.rotate("github", "site", Optional.empty(), true)))
                .isEqualTo(EndpointChange.Reach.ALL_SERVERS);
        books.isRead = false;
        assertThat(reach(there.remove("github", "site"))).isEqualTo(EndpointChange.Reach.THIS_SERVER_FIRST);
        assertThat(here.find("github", "site")).isPresent();
    }
}
