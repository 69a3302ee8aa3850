package dev.jenvoy.postgres;

import dev.jenvoy.machine.Component;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A pgbouncer on a port of loopback, in front of a database server. It ends with this JVM. */
public final class PgBouncer implements AutoCloseable {

    private static final Path PROGRAM = Path.of("/usr/sbin/pgbouncer");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Runs a program until its input ends. */
    private static final String GUARDED = "exec 3<&0; \"$@\" & read -r word <&3; kill -KILL $!";

    private final Path folder;
    private final int port;
    private final Process shell;

    private PgBouncer(Path folder, int port, Process shell) {
        this.folder = folder;
        this.port = port;
        this.shell = shell;
    }

    /**
     * Starts one; aborts the test if there is no such program.
     *
     * @param mode its {@code pool_mode}
     */
    public static PgBouncer inFrontOf(PostgresServer server, String mode) {
        Component.needFile(PROGRAM, "pgbouncer");
        Path folder = PostgresPrograms.makeFolder("pgbouncer");
        try {
            int port = freePort();
            Path config = Files.writeString(
                    folder.resolve("pgbouncer.ini"), """
                [databases]
                * = host=127.0.0.1 port=%d user=%s
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir =
                auth_type = any
                pool_mode = %s
                ignore_startup_parameters = extra_float_digits
                """.formatted(server.port(), PostgresServer.USER, port, mode));
            List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", GUARDED, "guarded"));
            command.addAll(PostgresPrograms.asAccount());
            command.addAll(List.of(PROGRAM.toString(), config.toString()));
            Process shell = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start();
            PgBouncer started = new PgBouncer(folder, port, shell);
            Awaitility.await("pgbouncer listens").atMost(PATIENCE).until(started::listens);
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Returns the URL of a database behind it. */
    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    @Override
    public void close() throws IOException {
        shell.getOutputStream().close();
        shell.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        PostgresPrograms.delete(folder);
    }
}
