package dev.jenvoy.crash.kit;

import dev.jenvoy.machine.JavaProcess;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * A server in another process, started from the class path of the tests, or from the jar in the property {@code
 * jenvoy.jar}. Signals reach only that process.
 */
public final class ServerProcess implements AutoCloseable {

    private static final Pattern PORT = Pattern.compile("^Jenvoy .* listens on \\S+ port (\\d+)");
    private static final Duration TO_START = Duration.ofSeconds(120);

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

    /** Starts a server in one archive, with a limit of open files and connections. */
    static ServerProcess startWithDescriptors(int descriptors, Path config, String... javaOptions) throws IOException {
        ProcessBuilder unlimited = packed(config, javaOptions);
        List<String> limited =
                new ArrayList<>(List.of("/bin/sh", "-c", "ulimit -n " + descriptors + " && exec \"$@\"", "limited"));
        limited.addAll(unlimited.command());
        return new ServerProcess(
                unlimited.command(limited).redirectErrorStream(true).start());
    }

    /** Starts a server in a folder without naming a configuration, like a first start. */
    public static ServerProcess startIn(Path folder, List<String> options, String... javaOptions) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("serve"));
        arguments.addAll(options);
        ProcessBuilder builder = command(arguments, javaOptions).directory(folder.toFile());
        builder.environment().remove("JENVOY_CONFIG");
        return new ServerProcess(builder.redirectErrorStream(true).start());
    }

    /**
     * Starts a server through another program that becomes the server, without waiting until it listens.
     *
     * @param program with its arguments; may be empty
     * @param options of {@code serve}
     */
    public static ServerProcess startUnder(
            List<String> program, Path config, List<String> options, String... javaOptions) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("serve", "--config", config.toString()));
        arguments.addAll(options);
        ProcessBuilder builder = command(arguments, javaOptions);
        builder.command().addAll(0, program);
        return new ServerProcess(builder.redirectErrorStream(true).start());
    }

    /** Starts a server through another program that becomes the server. */
    public static ServerProcess startUnder(List<String> program, Path config) throws IOException {
        ProcessBuilder builder = command(config);
        builder.command().addAll(0, program);
        return new ServerProcess(builder.redirectErrorStream(true).start());
    }

    /** Packs the class path of these tests into one archive, for accounts that cannot read it. */
    public static Path pack(Path folder) throws IOException {
        Path archive = folder.resolve("server.jar");
        packInto(archive);
        return archive;
    }

    /** Runs a command of the program from an archive, through another program that becomes it. */
    public static ServerProcess runUnder(List<String> program, Path archive, String... arguments) throws IOException {
        ProcessBuilder builder = from(archive, command(List.of(arguments)));
        builder.command().addAll(0, program);
        return new ServerProcess(
                builder.directory(new File("/")).redirectErrorStream(true).start());
    }

    /** Starts a server in one archive. */
    public static ServerProcess startPacked(Path config) throws IOException {
        return new ServerProcess(packed(config).redirectErrorStream(true).start());
    }

    /**
     * Returns the command of a server whose whole class path is one archive, as it is installed. A class in a folder needs a
     * descriptor when it is loaded, which a server without descriptors could not open, and each archive of the class path
     * keeps one.
     */
    private static ProcessBuilder packed(Path config, String... javaOptions) throws IOException {
        return from(pack(config.getParent()), command(config, javaOptions));
    }

    private static ProcessBuilder from(Path archive, ProcessBuilder builder) {
        builder.command().set(builder.command().indexOf("-cp") + 1, archive.toString());
        return builder;
    }

    private static void packInto(Path archive) throws IOException {
        Set<String> names = new HashSet<>();
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            zip.setLevel(Deflater.NO_COMPRESSION);
            for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
                if (Files.isDirectory(Path.of(entry))) {
                    packFolder(Path.of(entry), names, zip);
                } else {
                    packArchive(Path.of(entry), names, zip);
                }
            }
        }
    }

    private static void packFolder(Path folder, Set<String> names, ZipOutputStream zip) throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path file : tree.filter(Files::isRegularFile).toList()) {
                String name = folder.relativize(file).toString();
                if (names.add(name)) {
                    zip.putNextEntry(new ZipEntry(name));
                    Files.copy(file, zip);
                }
            }
        }
    }

    /** Takes the first of several files with one name, as a class path does. */
    private static void packArchive(Path archive, Set<String> names, ZipOutputStream zip) throws IOException {
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(archive))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (!entry.isDirectory()
                        && !entry.getName().startsWith("META-INF/MANIFEST")
                        && names.add(entry.getName())) {
                    zip.putNextEntry(new ZipEntry(entry.getName()));
                    in.transferTo(zip);
                }
            }
        }
    }

    /** Starts a server from a class of the tests, which then affects it from within. */
    public static ServerProcess startBy(Class<?> main, Path config, String... javaOptions) throws IOException {
        List<String> command = JavaProcess.command(javaOptions);
        command.addAll(List.of("-cp", JavaProcess.classPath(), main.getName()));
        command.addAll(List.of("serve", "--config", config.toString()));
        return new ServerProcess(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    private static ProcessBuilder command(Path config, String... javaOptions) {
        return command(List.of("serve", "--config", config.toString()), javaOptions);
    }

    private static ProcessBuilder command(List<String> arguments, String... javaOptions) {
        Optional<String> jar = Optional.ofNullable(System.getProperty("jenvoy.jar"));
        List<String> command;
        if (jar.isPresent()) {
            command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(List.of(javaOptions));
            command.addAll(List.of("-jar", Path.of(jar.get()).toAbsolutePath().toString()));
        } else {
            command = JavaProcess.command(javaOptions);
            command.addAll(List.of("-cp", JavaProcess.classPath(), "dev.jenvoy.cli.Main"));
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

    /** Returns its port, or 0 while it does not listen. */
    public int portNow() {
        return port.isCompletedExceptionally() ? 0 : port.getNow(0);
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
    public void signal(String name) throws IOException, InterruptedException {
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
