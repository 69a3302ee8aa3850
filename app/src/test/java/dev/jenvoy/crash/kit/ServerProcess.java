package dev.jenvoy.crash.kit;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A server in another process, started from the class path of the tests, or from the jar in the property {@code
 * jenvoy.jar}. Signals reach only that process.
 */
public final class ServerProcess implements AutoCloseable {

    private static final Pattern PORT = Pattern.compile("^Jenvoy .* listens on \\S+ port (\\d+)");
    private static final Duration TO_START = Duration.ofSeconds(40);

    private final Process process;
    private final List<String> output = new ArrayList<>();
    private final CompletableFuture<Integer> port = new CompletableFuture<>();
    private final Thread reader;

    private ServerProcess(Process process) {
        this.process = process;
        this.reader = new Thread(this::read, "server-output");
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts a server, without waiting until it listens. */
    static ServerProcess start(Path config, String... javaOptions) throws IOException {
        return new ServerProcess(
                command(config, javaOptions).redirectErrorStream(true).start());
    }

    /** Starts a server whose log goes into a pipe that is never read. */
    public static ServerProcess startWithUnreadLog(Path config, String... javaOptions) throws IOException {
        return new ServerProcess(command(config, javaOptions).start());
    }

    /** Starts a server with a limit of open files and connections. */
    static ServerProcess startWithDescriptors(int descriptors, Path config, String... javaOptions) throws IOException {
        ProcessBuilder unlimited = command(config, javaOptions);
        List<String> limited =
                new ArrayList<>(List.of("/bin/sh", "-c", "ulimit -n " + descriptors + " && exec \"$@\"", "limited"));
        limited.addAll(unlimited.command());
        return new ServerProcess(
                unlimited.command(limited).redirectErrorStream(true).start());
    }

    /** Starts a server in a folder without naming a configuration, like a first start. */
    public static ServerProcess startIn(Path folder, String... javaOptions) throws IOException {
        ProcessBuilder builder = command(List.of("serve"), javaOptions).directory(folder.toFile());
        builder.environment().remove("JENVOY_CONFIG");
        return new ServerProcess(builder.redirectErrorStream(true).start());
    }

    /** Starts a server through another program that becomes the server. */
    public static ServerProcess startUnder(List<String> program, Path config) throws IOException {
        ProcessBuilder builder = command(config);
        builder.command().addAll(0, program);
        return new ServerProcess(builder.redirectErrorStream(true).start());
    }

    /**
     * Starts a server with its classes in one archive, as they are installed. Classes in a folder need a descriptor
     * each, which a server without descriptors could not open.
     */
    public static ServerProcess startPacked(Path config) throws IOException {
        List<String> entries = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path path = Path.of(entry);
            entries.add(
                    Files.isDirectory(path)
                            ? packed(path, config.resolveSibling("classes" + entries.size() + ".jar"))
                            : entry);
        }
        ProcessBuilder builder = command(config);
        int classPath = builder.command().indexOf("-cp");
        if (classPath > 0) {
            builder.command().set(classPath + 1, String.join(File.pathSeparator, entries));
        }
        return new ServerProcess(builder.redirectErrorStream(true).start());
    }

    private static String packed(Path classes, Path jar) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar));
                Stream<Path> tree = Files.walk(classes)) {
            for (Path file : tree.filter(Files::isRegularFile).toList()) {
                zip.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
                Files.copy(file, zip);
            }
        }
        return jar.toString();
    }

    /** Starts a server from a class of the tests, which then affects it from within. */
    public static ServerProcess startBy(Class<?> main, Path config, String... javaOptions) throws IOException {
        List<String> command = java(javaOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of("serve", "--config", config.toString()));
        return new ServerProcess(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    private static List<String> java(String... options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        return command;
    }

    private static ProcessBuilder command(Path config, String... javaOptions) {
        return command(List.of("serve", "--config", config.toString()), javaOptions);
    }

    private static ProcessBuilder command(List<String> arguments, String... javaOptions) {
        List<String> command = java(javaOptions);
        Optional<String> jar = Optional.ofNullable(System.getProperty("jenvoy.jar"));
        if (jar.isPresent()) {
            command.addAll(List.of("-jar", Path.of(jar.get()).toAbsolutePath().toString()));
        } else {
            command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.jenvoy.cli.Main"));
        }
        command.addAll(arguments);
        return new ProcessBuilder(command);
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                synchronized (output) {
                    output.add(line);
                }
                Matcher matcher = PORT.matcher(line);
                if (matcher.find()) {
                    port.complete(Integer.valueOf(matcher.group(1)));
                }
            }
        } catch (IOException e) {
            port.completeExceptionally(e);
        }
        port.completeExceptionally(new IllegalStateException("the server ended before it served"));
    }

    /** Waits until it listens. */
    public ServerProcess serving() throws InterruptedException {
        try {
            port.get(TO_START.toSeconds(), TimeUnit.SECONDS);
            return this;
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("no server: " + String.join("\n", output()), e);
        }
    }

    /** Returns its port, once it listens. */
    public int port() {
        return port.join();
    }

    public long pid() {
        return process.pid();
    }

    public boolean lives() {
        return process.isAlive();
    }

    public List<String> output() {
        synchronized (output) {
            return List.copyOf(output);
        }
    }

    /** Sends SIGKILL. Returns when the server is dead. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** Sends SIGTERM. */
    public void terminate() {
        process.destroy();
    }

    /** Sends a signal, named without {@code SIG}. */
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("sh", "-c", "kill -" + name + " " + pid()).start().waitFor();
    }

    /** Returns whether it ends by itself within this time. */
    boolean ends(Duration time) throws InterruptedException {
        return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Waits for its end and returns the exit code. */
    public int exitCode() throws InterruptedException {
        if (!process.waitFor(TO_START.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("the server does not end: " + String.join("\n", output()));
        }
        reader.join(TO_START.toMillis());
        return process.exitValue();
    }

    @Override
    public void close() {
        try {
            kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException(e));
        }
    }
}
