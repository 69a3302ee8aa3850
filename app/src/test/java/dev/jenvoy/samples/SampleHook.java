package dev.jenvoy.samples;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One of the sample hooks, run like the server runs it: arguments, standard input, environment, working directory. */
final class SampleHook {
    private static final long LONGEST_SECONDS = 60;

    private final Path script;
    private final Path scratch;
    private final Map<String, String> environment = new HashMap<>();

    private SampleHook(Path script, Path scratch) {
        this.script = script;
        this.scratch = scratch;
    }

    /** Returns the hook with this name in the project; its payloads and outputs go to {@code scratch}. */
    static SampleHook named(String name, Path scratch) {
        return new SampleHook(sample(name), scratch);
    }

    /** Returns a copy of the hook in its own folder, so that other files can be beside it. */
    static SampleHook copied(String name, Path scratch) throws IOException {
        Path hooks = Files.createDirectories(scratch.resolve("hooks"));
        return new SampleHook(
                Files.copy(
                        sample(name),
                        hooks.resolve(name),
                        StandardCopyOption.COPY_ATTRIBUTES,
                        StandardCopyOption.REPLACE_EXISTING),
                scratch);
    }

    private static Path sample(String name) {
        Path on = folder().resolve(name);
        return Files.exists(on) ? on : folder().resolve("samples").resolve(name);
    }

    /** Returns the folder {@code hooks} at the top of the project. */
    static Path folder() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path hooks = at.resolve("hooks");
            if (Files.isRegularFile(hooks.resolve("all+1-log"))) {
                return hooks;
            }
        }
        throw new IllegalStateException("no folder above this one holds hooks/all+1-log");
    }

    Path script() {
        return script;
    }

    SampleHook with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Writes a file beside the hook; only for a copied one. */
    SampleHook beside(String name, String text) throws IOException {
        Files.writeString(script.resolveSibling(name), text);
        return this;
    }

    Ran run(String event, String payload) throws IOException, InterruptedException {
        return start(event, payload).await();
    }

    Running start(String event, String payload) throws IOException {
        Path file = Files.writeString(Files.createTempFile(scratch, "payload", ".json"), payload);
        Path out = Files.createTempFile(scratch, "out", ".txt");
        Path err = Files.createTempFile(scratch, "err", ".txt");
        ProcessBuilder builder = new ProcessBuilder(List.of(script.toString(), file.toString(), event))
                .directory(script.getParent().toFile())
                .redirectInput(file.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().retainAll(List.of("PATH", "HOME", "USER", "LANG", "LC_ALL", "TZ", "TMPDIR"));
        builder.environment().put("JENVOY_EVENT", event);
        builder.environment().put("JENVOY_DELIVERY", "72d3162e-cc78-11e3-81ab-4c9367dc0958");
        builder.environment().put("JENVOY_ATTEMPT", "1");
        builder.environment().put("JENVOY_RUN", "f00dfeed");
        builder.environment().putAll(environment);
        return new Running(builder.start(), out, err);
    }

    /** A running hook. */
    record Running(Process process, Path out, Path err) {
        Ran await() throws IOException, InterruptedException {
            if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new AssertionError("the hook still ran after " + LONGEST_SECONDS + " s");
            }
            return new Ran(
                    process.exitValue(),
                    new String(Files.readAllBytes(out), StandardCharsets.UTF_8),
                    new String(Files.readAllBytes(err), StandardCharsets.UTF_8));
        }
    }

    /** The exit code and the output of a hook. */
    record Ran(int code, String out, String err) {
        String all() {
            return out + err;
        }
    }
}
