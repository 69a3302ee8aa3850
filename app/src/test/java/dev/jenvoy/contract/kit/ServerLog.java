package dev.jenvoy.contract.kit;

import dev.jenvoy.machine.JavaProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server in another process, with everything that it writes to standard error: the log that the operator sees. */
public final class ServerLog implements AutoCloseable {

    private static final long TO_END_SECONDS = 120;

    private final Process process;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Thread reader;

    private ServerLog(Process process) {
        this.process = process;
        this.reader = new Thread(this::read, "server-log");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts a server with this configuration, and with these variables in addition to those of the tests. Waits until
     * it listens.
     */
    public static ServerLog start(Path config, String... variables) throws IOException {
        List<String> command = JavaProcess.running("dev.jenvoy.cli.Main", "serve", "--config", config.toString());
        ProcessBuilder builder = new ProcessBuilder(command);
        for (int at = 0; at < variables.length; at += 2) {
            builder.environment().put(variables[at], variables[at + 1]);
        }
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        ServerLog log = new ServerLog(builder.start());
        Eventually.within(java.time.Duration.ofSeconds(TO_END_SECONDS), () -> log.address("admin listening"));
        Eventually.within(java.time.Duration.ofSeconds(TO_END_SECONDS), log::address);
        return log;
    }

    private void read() {
        try (BufferedReader log = process.errorReader(StandardCharsets.UTF_8)) {
            log.lines().forEach(lines::add);
        } catch (IOException | UncheckedIOException e) {
            lines.add("the log broke off: " + e);
        }
    }

    /** Returns what it has written so far. */
    public List<String> lines() {
        return lines;
    }

    /** Returns the address for deliveries. */
    public InetSocketAddress address() {
        return address("(?<!admin )listening");
    }

    public InetSocketAddress adminAddress() {
        return address("admin listening");
    }

    private InetSocketAddress address(String words) {
        Pattern told = Pattern.compile(words + " address=\\S*?:(\\d+)\\b");
        for (String line : lines) {
            Matcher matcher = told.matcher(line);
            if (matcher.find()) {
                return new InetSocketAddress("127.0.0.1", Integer.parseInt(matcher.group(1)));
            }
        }
        throw new AssertionError("no such line: " + String.join("\n", lines));
    }

    /** Sends SIGTERM. Returns when the server has ended and all its output was read. */
    public void stop() throws InterruptedException {
        // Process.destroy would close the log too.
        process.toHandle().destroy();
        if (!process.waitFor(TO_END_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("the server does not end: " + String.join("\n", lines));
        }
        reader.join(TimeUnit.SECONDS.toMillis(TO_END_SECONDS));
    }

    /** Sends SIGKILL. Returns when the server has ended. */
    public void kill() throws InterruptedException {
        if (!process.destroyForcibly().waitFor(TO_END_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("the server does not end although it was killed");
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
