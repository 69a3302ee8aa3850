package dev.jenvoy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.jenvoy.endpoint.EndpointChange;
import dev.jenvoy.endpoint.Endpoints;
import dev.jenvoy.endpoint.Provider;
import dev.jenvoy.endpoint.sql.SqlEndpointStore;
import dev.jenvoy.journal.sqlite.JournalFile;
import dev.jenvoy.postgres.PostgresServer;
import dev.jenvoy.seal.KeyPlace;
import dev.jenvoy.seal.Keyring;
import dev.jenvoy.sender.type.SecretKind;
import dev.jenvoy.storage.postgres.DatabaseTables;
import dev.jenvoy.store.DataFolder;
import dev.jenvoy.store.Durability;
import dev.jenvoy.store.StoreRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JournalCommandTest {

    private static final int NEWEST = DatabaseTables.SCHEMA.version();

    @TempDir
    private Path folder;

    private final String url = PostgresServer.shared().newDatabase();

    private void config() throws IOException {
        Files.writeString(
                folder.resolve("config.json"),
                "{\"endpoint_key\": \"" + "ab".repeat(32) + "\", \"journal\": {\"url\": \"" + url + "\", \"user\": \""
                        + PostgresServer.USER + "\"}}");
    }

    private CommandRun run(String... arguments) {
        return CommandRun.in(folder, arguments);
    }

    private void journal() throws StoreRefusedException {
        change("INSERT INTO delivery (entry, state, redelivery, received, source, webhook, id, event, deletion, digest)"
                + " VALUES (5, 0, 1, 1000, 'github', '', 'id', 'push', 0, '')");
    }

    private void change(String sql) throws StoreRefusedException {
        try (DataFolder data = DataFolder.own(folder.resolve("data"));
                JournalFile file = JournalFile.open(data)) {
            file.store()
                    .write(Durability.MACHINE, session -> session.bind(sql).update())
                    .toCompletableFuture()
                    .join();
        }
    }

    @Test
    void a_journal_is_copied_to_a_database() throws Exception {
        journal();
        CommandRun copied = run("journal", "copy", "--data", "data", "--to", url, "--user", PostgresServer.USER);
        assertThat(copied.err()).isEmpty();
        assertThat(copied.code()).isZero();
        assertThat(copied.out())
                .contains("delivery: 1 of 1", "Copied: 1 deliveries", "1 unfinished deliveries are finished by");
        config();
        JsonObject status =
                JsonParser.parseString(run("journal", "status", "--json").out()).getAsJsonObject();
        assertThat(status.get("unfinished").getAsInt()).isEqualTo(1);
        assertThat(status.get("engine").getAsString()).isEqualTo("postgresql");
        CommandRun again = run("journal", "copy", "--data", "data");
        assertThat(again.code()).isEqualTo(1);
        assertThat(again.err()).contains("the database is not empty");
    }

    /** Registers endpoints, each under a key of its own. */
    private void endpoints(String... keys) throws Exception {
        journal();
        try (DataFolder data = DataFolder.own(folder.resolve("data"));
                JournalFile file = JournalFile.open(data)) {
            for (String key : keys) {
                SecureRandom random = new SecureRandom();
                Keyring keyring =
                        new Keyring(new KeyPlace(Optional.of(key.repeat(32)), folder.resolve("endpoint.key")), random);
                Provider provider = new Provider((endpoint, secrets) -> null, SecretKind.TEXT, true);
                Endpoints endpoints = Endpoints.open(
                        new SqlEndpointStore(file.store()),
                        keyring,
                        () -> Map.of(key, provider),
                        InstantSource.system(),
                        random);
                assertThat(endpoints.register(key, "site", "acme/site")).isInstanceOf(EndpointChange.Done.class);
            }
        }
    }

    @Test
    void a_key_that_opens_no_secret_is_refused_before_anything_is_copied() throws Exception {
        endpoints("cd");
        config();
        CommandRun copied = run("journal", "copy", "--data", "data");
        assertThat(copied.code()).isEqualTo(1);
        assertThat(copied.err())
                .contains("not copied: endpoint_key is another key; it opens none of the 1 secrets of registered")
                .contains("endpoint.key of the data folder");
        assertThat(run("journal", "status").out()).contains("none yet");
    }

    @Test
    void secrets_without_a_key_are_not_copied() throws Exception {
        endpoints("cd");
        config();
        Path file = folder.resolve("config.json");
        Files.writeString(file, Files.readString(file).replaceFirst("\"endpoint_key\": \"[a-f0-9]+\", ", ""));
        CommandRun copied = run("journal", "copy", "--data", "data");
        assertThat(copied.code()).isEqualTo(1);
        assertThat(copied.err()).contains("not copied: ", "endpoint_key", "the journal has 1 secrets");
    }

    @Test
    void a_key_that_opens_the_secrets_is_the_right_one() throws Exception {
        endpoints("ab");
        config();
        CommandRun copied = run("journal", "copy", "--data", "data");
        assertThat(copied.err()).isEmpty();
        assertThat(copied.code()).isZero();
    }

    @Test
    void a_secret_that_the_key_of_the_others_does_not_open_is_warned_of() throws Exception {
        endpoints("ab");
        change("INSERT INTO endpoint (provider, repo_id, repo_path, registered, changed, secret)"
                + " SELECT provider, 'moved', repo_path, registered, changed, secret FROM endpoint");
        config();
        CommandRun copied = run("journal", "copy", "--data", "data");
        assertThat(copied.code()).isZero();
        assertThat(copied.err()).contains("warning: endpoint_key does not open 1 of the 2 secrets");
    }

    @Test
    void secrets_whose_key_is_not_known_are_named() throws Exception {
        endpoints("cd");
        CommandRun copied = run("journal", "copy", "--data", "data", "--to", url, "--user", PostgresServer.USER);
        assertThat(copied.code()).isZero();
        assertThat(copied.out())
                .contains("1 secrets of registered endpoints and tokens of chat stay encrypted: the servers need the");
    }

    @Test
    void the_folder_of_a_running_server_is_refused() throws Exception {
        journal();
        try (DataFolder running = DataFolder.own(folder.resolve("data"))) {
            assertThat(running.path()).exists();
            CommandRun copied = run("journal", "copy", "--data", "data", "--to", url, "--user", "jenvoy");
            assertThat(copied.code()).isEqualTo(1);
            assertThat(copied.err()).contains("is already open");
        }
    }

    @Test
    void tables_are_made_and_shown() throws IOException {
        config();
        assertThat(run("journal", "status").out()).contains("none yet");
        assertThat(run("journal", "migrate").out()).contains("The tables have version " + NEWEST);
        assertThat(run("journal", "migrate", "--contract").out()).contains("contracted up to version " + NEWEST);
        assertThat(run("journal", "status").out())
                .contains("version " + NEWEST + ", contracted up to version " + NEWEST);
    }

    private void sql(String statement) {
        List<String> unusedRows = PostgresServer.shared()
                .sql(url.substring(url.lastIndexOf('/') + 1), "SET search_path = jenvoy; " + statement);
    }

    @Test
    void what_an_older_server_needs_stays_while_it_lives() throws IOException {
        config();
        assertThat(run("journal", "migrate").code()).isZero();
        sql("INSERT INTO server (name, machine, roles, program, version, patience)"
                + " VALUES ('old', 'old', 3, 0, '0', 1000)");
        assertThat(run("journal", "migrate", "--contract").out()).contains("contracted up to version 0");

        sql("UPDATE server SET state = 3");
        assertThat(run("journal", "migrate", "--contract").out()).contains("contracted up to version " + NEWEST);
    }

    @Test
    void a_database_of_newer_servers_is_refused() throws IOException {
        config();
        assertThat(run("journal", "migrate").code()).isZero();
        sql("UPDATE schema_version SET version = 3, contracted = 3, oldest_program = 3");

        CommandRun refused = run("journal", "migrate");

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("only for programs from version 3 on", "run a newer Jenvoy");
    }

    @Test
    void without_a_database_it_is_a_file() throws IOException {
        Files.writeString(folder.resolve("config.json"), "{}");
        assertThat(run("journal", "status").out()).startsWith("The journal is an SQLite file in ");
        assertThat(run("journal", "copy").code()).isEqualTo(2);
    }

    @Test
    void a_backup_of_a_database_is_the_databases() throws IOException {
        config();
        CommandRun run = run("backup", "all.zip");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("pg_basebackup");
        assertThat(run("restore", "all.zip").code()).isEqualTo(1);
    }
}
