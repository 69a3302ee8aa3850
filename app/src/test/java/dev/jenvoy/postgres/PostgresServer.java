package dev.jenvoy.postgres;

import dev.jenvoy.machine.FakeClock;
import dev.jenvoy.machine.NamespaceNetwork;
import dev.jenvoy.machine.SocketPlace;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL of this machine's programs on a free port of loopback. Clients need no password. It ends with this
 * JVM, also when the JVM is killed.
 *
 * <p>Most tests want {@link #shared}, with a database of their own from {@link #newDatabase}. Those who kill or freeze it
 * start their own.
 */
public final class PostgresServer implements AutoCloseable {

    /** The role of Jenvoy: it owns the databases of tests, and has no rights beyond. */
    public static final String USER = "jenvoy";

    private static final String SUPERUSER = "postgres";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long TO_FAIL = 1_000_000_000;
    private static final long TO_LAUNCH = 20_000_000_000L;
    private static final int USUAL_PORT = 5432;
    private static final AtomicInteger DATABASES = new AtomicInteger();

    /**
     * Runs a program until this JVM says a word or dies. Unless the word is {@code keep}, the folder is deleted after it.
     */
    private static final String GUARDED = """
        folder=$1; shift
        exec 3<&0
        "$@" &
        child=$!
        { read -r word <&3; kill -QUIT $child 2>/dev/null; [ "$word" = keep ]; } &
        reader=$!
        wait $child
        wait $reader || { umount -l "$folder" 2>/dev/null; rm -rf "$folder"; }
        """;

    private static @Nullable PostgresServer shared;
    private static @Nullable Path template;

    private final Path folder;
    private final int port;
    private final List<String> settings;
    private final Optional<NamespaceNetwork.Machine> machine;
    private final Optional<BadNetwork> entrance;
    private String clock = "";
    private @Nullable Process shell;

    private PostgresServer(Path folder, Optional<NamespaceNetwork.Machine> machine, List<String> settings) {
        this.folder = folder;
        this.machine = machine;
        this.port = machine.isPresent() ? USUAL_PORT : freePort();
        this.settings = List.copyOf(settings);
        this.entrance = machine.map(far -> BadNetwork.between(
                SocketPlace.HERE, far, new InetSocketAddress(InetAddress.getLoopbackAddress(), USUAL_PORT)));
    }

    /** Returns the one server of this JVM for tests that only ask it. It does not sync, so it must not be killed. */
    public static synchronized PostgresServer shared() {
        if (shared == null) {
            shared = start("fsync=off", "full_page_writes=off");
        }
        return shared;
    }

    /** Starts a new server that syncs, as one that keeps promises does. */
    public static PostgresServer durable() {
        return start();
    }

    /** Starts a new server with these settings, each as {@code name=value}. */
    public static PostgresServer start(String... settings) {
        return start(Optional.empty(), settings);
    }

    /** Starts a new server that syncs on a machine of its own; this JVM reaches it all the same, whatever is done to its network. */
    public static PostgresServer durableOn(NamespaceNetwork.Machine machine) {
        return start(Optional.of(machine));
    }

    /** Starts a new server that syncs, with a disk of its own of so many megabytes. Needs root. */
    public static PostgresServer durableOnDisk(int megabytes) {
        Path folder = PostgresPrograms.makeFolder("postgres");
        PostgresPrograms.mount(folder, megabytes);
        return start(folder, Optional.empty());
    }

    private static PostgresServer start(Optional<NamespaceNetwork.Machine> machine, String... settings) {
        return start(PostgresPrograms.makeFolder("postgres"), machine, settings);
    }

    private static PostgresServer start(Path folder, Optional<NamespaceNetwork.Machine> machine, String... settings) {
        copyTemplate(folder.resolve("data"));
        PostgresServer server = new PostgresServer(folder, machine, List.of(settings));
        server.restart();
        server.sql(
                SUPERUSER,
                "DO $$ BEGIN CREATE ROLE " + USER + " LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$");
        return server;
    }

    /** Copies a fresh data folder: making one takes seconds. */
    private static synchronized void copyTemplate(Path data) {
        if (template == null) {
            Path made = PostgresPrograms.makeFolder("template");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> PostgresPrograms.delete(made), "template-deletion"));
            PostgresPrograms.run(
                    "initdb",
                    List.of(
                            "--pgdata=" + made.resolve("data"),
                            "--username=" + SUPERUSER,
                            "--auth=trust",
                            "--encoding=UTF8",
                            "--data-checksums",
                            "--locale=C.UTF-8",
                            "--no-sync"));
            configure(made.resolve("data"));
            template = made;
        }
        PostgresPrograms.copy(template.resolve("data"), data);
    }

    /**
     * Keeps what a rewind reads, also when the server recovers without the settings of its start, and lets machines of a
     * {@link NamespaceNetwork} in.
     */
    private static void configure(Path data) {
        try {
            Files.writeString(data.resolve("postgresql.conf"), "wal_keep_size = 256MB\n", StandardOpenOption.APPEND);
            Files.writeString(
                    data.resolve("pg_hba.conf"),
                    "host all all 10.99.0.0/24 trust\nhost replication all 10.99.0.0/24 trust\n",
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it, after {@link #kill} or {@link #stop}, at the same port. Returns when it answers. */
    public synchronized void restart() {
        List<String> arguments = new ArrayList<>(List.of(
                "-D",
                data().toString(),
                "-p",
                Integer.toString(port),
                "-c",
                "listen_addresses=127.0.0.1"
                        + machine.map(own -> "," + own.address().getHostAddress())
                                .orElse(""),
                "-c",
                "unix_socket_directories=",
                "-c",
                "max_connections=200",
                "-c",
                "logging_collector=off"));
        for (String setting : settings) {
            arguments.addAll(List.of("-c", setting));
        }
        try {
            Awaitility.await("PostgreSQL answers")
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> {
                        // Right after a kill it refuses to start until the last child of the dead one is gone.
                        if (pid().isEmpty() || shell == null) {
                            launch(PostgresPrograms.command(FakeClock.prefix(clock), "postgres", arguments));
                        }
                        return answers();
                    });
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(said(), e);
        }
    }

    /** Gives its next start a clock that is wrong by so much, such as {@code +10m}; empty: the right one. */
    public void setClock(String offset) {
        clock = offset;
    }

    private List<String> prefix() {
        return machine.map(NamespaceNetwork.Machine::prefix).orElse(List.of());
    }

    private void launch(List<String> postgres) throws IOException {
        letGo("keep");
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", GUARDED, "guarded", folder.toString()));
        command.addAll(prefix());
        command.addAll(postgres);
        shell = new ProcessBuilder(command)
                .directory(folder.getRoot().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
        // A failed start ends soon, and leaves the shell with one child; a good one writes its number. On a busy
        // machine
        // neither happens at once, and who comes again too early ends what has just begun.
        Process launched = shell;
        long since = System.nanoTime();
        while (pid().isEmpty()
                && System.nanoTime() - since < (launched.children().count() > 1 ? TO_LAUNCH : TO_FAIL)) {
            LockSupport.parkNanos(5_000_000);
        }
    }

    /** Ends the shell that keeps it. */
    private void letGo(String word) throws IOException {
        if (shell != null) {
            try (OutputStream input = shell.getOutputStream()) {
                input.write((word + "\n").getBytes(StandardCharsets.UTF_8));
            }
            shell.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        }
    }

    private boolean answers() {
        try (Connection connection = connect(SUPERUSER, SUPERUSER)) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    /** Creates an empty database that belongs to {@link #USER}, and returns its URL for JDBC. */
    public String newDatabase() {
        String name = "test" + DATABASES.incrementAndGet();
        sql(SUPERUSER, "CREATE DATABASE " + name + " OWNER " + USER);
        return url(name);
    }

    /** Returns the URL of a database for JDBC, without user and password. */
    public String url(String database) {
        int here = entrance.map(BadNetwork::port).orElse(port);
        return "jdbc:postgresql://127.0.0.1:" + here + "/" + database;
    }

    /** Returns its machine, if it has one of its own. */
    public Optional<NamespaceNetwork.Machine> machine() {
        return machine;
    }

    public int port() {
        return port;
    }

    /** Returns its address for machines of its network. */
    public InetSocketAddress address() {
        return new InetSocketAddress(
                machine.map(NamespaceNetwork.Machine::address).orElse(InetAddress.getLoopbackAddress()), port);
    }

    /** Connects as {@link #USER}. */
    public static Connection connect(String url) throws SQLException {
        return DriverManager.getConnection(url, USER, "");
    }

    /** Connects to a database as somebody with all rights. */
    public Connection connectAsSuperuser(String url) throws SQLException {
        return DriverManager.getConnection(url, SUPERUSER, "");
    }

    private Connection connect(String database, String user) throws SQLException {
        DriverManager.setLoginTimeout(5);
        return DriverManager.getConnection(url(database), user, "");
    }

    /** Executes a statement in a database with all rights; returns the first column of the rows that come back. */
    public List<String> sql(String database, String statement) {
        try (Connection connection = connect(database, SUPERUSER);
                Statement executed = connection.createStatement()) {
            List<String> column = new ArrayList<>();
            if (executed.execute(statement)) {
                try (ResultSet rows = executed.getResultSet()) {
                    while (rows.next()) {
                        column.add(rows.getString(1));
                    }
                }
            }
            return column;
        } catch (SQLException e) {
            throw new IllegalStateException(statement + "\n" + said(), e);
        }
    }

    /** Changes a setting of the running server, for sessions that are there too. Those given at the start stay as they were given.
     *
     * @param value as {@code SHOW} writes it */
    public void set(String name, String value) {
        sql(SUPERUSER, "ALTER SYSTEM SET " + name + " = '" + value + "'");
        sql(SUPERUSER, "SELECT pg_reload_conf()");
        Awaitility.await("the setting is in force")
                .atMost(PATIENCE)
                .until(() -> sql(SUPERUSER, "SHOW " + name).equals(List.of(value)));
    }

    /**
     * Starts another server that replicates this one as it writes, and returns when it does.
     *
     * @param name by which {@code synchronous_standby_names} may name it
     */
    public PostgresServer standby(String name) {
        return standby(name, Optional.empty());
    }

    /** Starts a {@link #standby(String)} on another machine of its network. */
    public PostgresServer standbyOn(NamespaceNetwork.Machine other, String name) {
        return standby(name, Optional.of(other));
    }

    private PostgresServer standby(String name, Optional<NamespaceNetwork.Machine> other) {
        Path copied = PostgresPrograms.makeFolder("standby");
        PostgresServer standby = new PostgresServer(copied, other, settings);
        PostgresPrograms.run(
                standby.prefix(),
                "pg_basebackup",
                List.of(
                        "--pgdata=" + copied.resolve("data"),
                        "--write-recovery-conf",
                        "--checkpoint=fast",
                        "--no-sync",
                        "--dbname=" + conninfo(name)));
        standby.restart();
        awaitStandby(name);
        return standby;
    }

    /** Returns when a standby of this name receives what this server writes. */
    public void awaitStandby(String name) {
        Awaitility.await("the standby follows")
                .atMost(PATIENCE)
                .until(() -> !sql(
                                SUPERUSER,
                                "SELECT 1 FROM pg_stat_replication WHERE state = 'streaming' AND application_name = '"
                                        + name + "'")
                        .isEmpty());
    }

    private String conninfo(String name) {
        return "host=" + address().getAddress().getHostAddress() + " port=" + port + " user=" + SUPERUSER
                + " application_name=" + name;
    }

    /** Fills the disk of {@link #durableOnDisk} to its last byte. */
    public void fillDisk() {
        byte[] piece = new byte[64 * 1024];
        try (OutputStream out = Files.newOutputStream(ballast())) {
            while (true) {
                out.write(piece);
            }
        } catch (IOException e) {
            // No space is left.
        }
    }

    /** Has a full disk's database begin a new piece of its log, over which it ends. Returns when it answers no more. */
    public void endBySwitchingLog() {
        Awaitility.await("the database ends").atMost(PATIENCE).until(() -> {
            try (Connection connection = connect(SUPERUSER, SUPERUSER);
                    Statement statement = connection.createStatement()) {
                statement.execute("SELECT pg_logical_emit_message(true, 'jenvoy', 'x'), pg_switch_wal()");
                return false;
            } catch (SQLException e) {
                return !answers();
            }
        });
    }

    /** Makes room on it again. If the database has ended over it, it is started again. */
    public void freeDisk() throws IOException {
        Files.delete(ballast());
        if (pid().isEmpty()) {
            restart();
        }
    }

    private Path ballast() {
        return folder.resolve("ballast");
    }

    /** Has this standby receive nothing from now on. */
    public void stopFollowing() {
        sql(SUPERUSER, "ALTER SYSTEM SET primary_conninfo = 'host=127.0.0.1 port=1'");
        sql(SUPERUSER, "SELECT pg_reload_conf()");
        Awaitility.await("the standby receives nothing")
                .atMost(PATIENCE)
                .until(() -> sql(SUPERUSER, "SELECT pid FROM pg_stat_wal_receiver WHERE status = 'streaming'")
                        .isEmpty());
    }

    /** Makes a standby the primary. Returns when it takes writes. */
    public void promote() {
        sql(SUPERUSER, "SELECT pg_promote(true)");
        Awaitility.await("it takes writes")
                .atMost(PATIENCE)
                .until(() -> sql(SUPERUSER, "SELECT pg_is_in_recovery()").equals(List.of("f")));
    }

    /** Makes this server, which is not running, a standby of another that was its standby before. Returns when it follows. */
    public void followAfterFailover(PostgresServer primary, String name) {
        // It recovers from its unclean end by itself, and without taking connections.
        // Until its first checkpoint the new primary would be taken for one of the old timeline, and nothing rewound.
        primary.sql(SUPERUSER, "CHECKPOINT");
        PostgresPrograms.run(
                prefix(),
                "pg_rewind",
                List.of(
                        "--target-pgdata=" + data(),
                        "--source-server=" + primary.conninfo(name) + " dbname=" + SUPERUSER,
                        "--no-sync",
                        "--write-recovery-conf"));
        restart();
        try {
            primary.awaitStandby(name);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(said(), e);
        }
    }

    /** Kills its first process, as {@code kill -9} does. Its other processes notice and end. Returns when that has happened. */
    public void kill() {
        Optional<ProcessHandle> postmaster = pid().flatMap(ProcessHandle::of);
        List<ProcessHandle> all = new ArrayList<>();
        postmaster.ifPresent(first -> {
            first.children().forEach(all::add);
            all.add(first);
            // Everybody at once, as when a machine fails: a child that works on would still answer.
            first.destroyForcibly();
        });
        all.forEach(ProcessHandle::destroyForcibly);
        awaitEnd(all);
    }

    /** Ends it in the quickest orderly way: sessions are cut off. */
    public void stop() {
        pid().flatMap(ProcessHandle::of).ifPresent(postmaster -> {
            PostgresPrograms.signal("INT", List.of(postmaster.pid()));
            awaitEnd(List.of(postmaster));
        });
    }

    /** Stops all its processes in their tracks: it takes bytes, and no answer comes. */
    public void freeze() {
        PostgresPrograms.signal("STOP", processes());
    }

    public void thaw() {
        PostgresPrograms.signal("CONT", processes());
    }

    private List<Long> processes() {
        List<Long> pids = new ArrayList<>();
        pid().flatMap(ProcessHandle::of).ifPresent(postmaster -> {
            pids.add(postmaster.pid());
            postmaster.children().map(ProcessHandle::pid).forEach(pids::add);
        });
        return pids;
    }

    private static void awaitEnd(List<ProcessHandle> processes) {
        Awaitility.await("its processes end")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> processes.stream().noneMatch(ProcessHandle::isAlive));
    }

    /** Returns the number of its first process while that lives. */
    private Optional<Long> pid() {
        try {
            Path file = data().resolve("postmaster.pid");
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            List<String> lines = Files.readAllLines(file);
            return lines.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Long.valueOf(lines.get(0).strip()))
                            .filter(pid -> ProcessHandle.of(pid)
                                    .filter(ProcessHandle::isAlive)
                                    .isPresent());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Returns its data folder, which belongs to the account of PostgreSQL. */
    public Path data() {
        return folder.resolve("data");
    }

    private Path log() {
        return folder.resolve("log");
    }

    /** Returns its log so far. */
    public String said() {
        try {
            return Files.exists(log()) ? Files.readString(log()) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills it and deletes its folder. */
    @Override
    public synchronized void close() {
        thaw();
        kill();
        entrance.ifPresent(BadNetwork::close);
        try {
            letGo("delete");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
