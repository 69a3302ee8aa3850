package dev.jenvoy.machine;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * A network with nothing but a loopback of its own, which programs can be started in. It ends with the last of them, and is
 * nowhere to be found afterwards, also when this JVM is killed.
 */
public final class NetworkNamespace implements SocketPlace, AutoCloseable {

    private static final int TO_RUN_SECONDS = 20;
    private static final int CLONE_NEWNET = 0x40000000;
    private static final int O_RDONLY = 0;

    /** What the JDK has no door to. */
    private interface Calls extends Library {
        int open(String path, int flags) throws LastErrorException;

        int setns(int descriptor, int kind) throws LastErrorException;

        int close(int descriptor);
    }

    private final Process holder;

    private NetworkNamespace(Process holder) {
        this.holder = holder;
    }

    /** Returns whether this machine lets this account make namespaces. */
    public static boolean areGiven() {
        try {
            return new ProcessBuilder("unshare", "--mount", "--net", "--pid", "--fork", "true")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .onExit()
                            .get(TO_RUN_SECONDS, TimeUnit.SECONDS)
                            .exitValue()
                    == 0;
        } catch (Exception e) {
            return false;
        }
    }

    /** Makes one. */
    public static NetworkNamespace create() {
        try {
            // Its input ends with this JVM, and it ends with its input.
            Process holder = new ProcessBuilder("unshare", "--net", "cat")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            NetworkNamespace namespace = new NetworkNamespace(holder);
            Path ours = Files.readSymbolicLink(Path.of("/proc/self/ns/net"));
            Awaitility.await("the namespace is there")
                    .atMost(Duration.ofSeconds(TO_RUN_SECONDS))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> !Files.readSymbolicLink(namespace.path()).equals(ours));
            namespace.run("ip", "link", "set", "lo", "up");
            return namespace;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path path() {
        return Path.of("/proc/" + holder.pid() + "/ns/net");
    }

    /** Returns a process that is in it, by which other programs name it. */
    long pid() {
        return holder.pid();
    }

    /** Returns what to write before a command so that it becomes that command in this namespace. */
    public List<String> prefix() {
        return List.of("nsenter", "--net=" + path());
    }

    @Override
    public void enter() {
        Calls calls = Native.load("c", Calls.class);
        int descriptor = calls.open(path().toString(), O_RDONLY);
        try {
            calls.setns(descriptor, CLONE_NEWNET);
        } finally {
            calls.close(descriptor);
        }
    }

    /** Runs a command in it, and fails the test unless it succeeds. */
    void run(String... command) {
        List<String> inside = new ArrayList<>(prefix());
        inside.addAll(Arrays.asList(command));
        try {
            Path output = Files.createTempFile("jenvoy-namespace", ".txt");
            Process process = new ProcessBuilder(inside)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            process.getOutputStream().close();
            boolean ended = process.waitFor(TO_RUN_SECONDS, TimeUnit.SECONDS);
            if (!ended) {
                process.destroyForcibly();
            }
            String said = Files.readString(output, StandardCharsets.UTF_8);
            Files.delete(output);
            if (!ended || process.exitValue() != 0) {
                throw new AssertionError(String.join(" ", command) + " failed: " + said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Leaves it to the programs that still run in it. */
    @Override
    public void close() {
        holder.destroyForcibly();
    }
}
