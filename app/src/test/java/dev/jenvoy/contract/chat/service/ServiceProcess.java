package dev.jenvoy.contract.chat.service;

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
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A real server of Debian's, in the foreground, on loopback. */
public final class ServiceProcess implements AutoCloseable {

    private static final int TO_RUN_SECONDS = 30;
    private static final int TO_END_SECONDS = 10;

    private final Process process;
    private final Path log;

    private ServiceProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts a program, and returns when it listens at this port. */
    static ServiceProcess start(Path folder, int port, List<String> command) {
        if (!command.get(0).startsWith("/")) {
            Component.need(command.get(0));
        }
        Path log = folder.resolve(Path.of(command.get(0)).getFileName() + ".log");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            process.getOutputStream().close();
            ServiceProcess service = new ServiceProcess(process, log);
            if (port > 0) {
                service.awaitPort(port);
            }
            return service;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a port of loopback that is free now. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a program to its end, and fails unless it succeeds within half a minute. */
    static void run(Path folder, String... command) {
        Component.need(command[0]);
        try {
            // A pipe is open as long as a child of the program has it, so reading one might never end.
            Path output = Files.createTempFile("service", ".txt");
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            process.getOutputStream().close();
            boolean ended = process.waitFor(TO_RUN_SECONDS, TimeUnit.SECONDS);
            if (!ended) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
            String said = Files.readString(output);
            Files.delete(output);
            if (!ended || process.exitValue() != 0) {
                throw new AssertionError(
                        String.join(" ", command) + (ended ? " failed: " : " did not end within 30 s: ") + said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void awaitPort(int port) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    if (!process.isAlive()) {
                        throw new AssertionError(said());
                    }
                    try (Socket socket = new Socket()) {
                        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
                        return true;
                    } catch (IOException e) {
                        return false;
                    }
                });
    }

    /** Returns its output so far. */
    String said() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Kills it as kill -9 does, with what it started. */
    void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        try {
            if (!process.destroyForcibly().waitFor(TO_END_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("it does not end although it was killed: " + said());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops the process in its tracks, as {@code SIGSTOP} does, or lets it go on. */
    void signal(String name) {
        run(Path.of("/"), "kill", "-" + name, Long.toString(process.pid()));
    }

    @Override
    public void close() {
        kill();
    }
}
