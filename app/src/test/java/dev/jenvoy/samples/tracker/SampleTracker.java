package dev.jenvoy.samples.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.jenvoy.permission.StrictModes;
import dev.jenvoy.process.Commands;
import dev.jenvoy.ticket.tracker.LookResult;
import dev.jenvoy.ticket.tracker.MoveResult;
import dev.jenvoy.ticket.tracker.Step;
import dev.jenvoy.ticket.tracker.Ticket;
import dev.jenvoy.ticket.tracker.Tracker;
import dev.jenvoy.ticket.tracker.TrackerFailure;
import dev.jenvoy.ticket.tracker.TrackerListener;
import dev.jenvoy.ticket.tracker.TrackerParts;
import dev.jenvoy.ticket.tracker.script.ScriptTracker;
import dev.jenvoy.ticket.tracker.script.TrackerScript;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A copy of one of the sample trackers, run as the server runs it. */
final class SampleTracker {

    private static final Duration LONGEST_RUN = Duration.ofSeconds(30);

    private final Path script;
    private final Map<String, String> variables;
    private final Tracker tracker;

    private SampleTracker(Path script, Map<String, String> variables) {
        this.script = script;
        this.variables = variables;
        this.tracker = ScriptTracker.open(
                new TrackerScript(script, Map.of("PATH", System.getenv("PATH")), variables, StrictModes.of(Map.of())),
                new TrackerParts("sample", LONGEST_RUN, InstantSource.system(), TrackerListener.NONE),
                Commands.forThisMachine());
    }

    /** Copies a sample into this folder. */
    static SampleTracker copied(String name, Path scratch, Map<String, String> variables) throws IOException {
        Path copy = Files.copy(
                folder().resolve(name),
                scratch.resolve(name),
                StandardCopyOption.COPY_ATTRIBUTES,
                StandardCopyOption.REPLACE_EXISTING);
        return new SampleTracker(copy, variables);
    }

    /** Returns the folder {@code trackers} at the top of the project. */
    static Path folder() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path trackers = at.resolve("trackers");
            if (Files.isRegularFile(trackers.resolve("linear"))) {
                return trackers;
            }
        }
        throw new IllegalStateException("no folder above this one has trackers/linear");
    }

    Ticket look(String key) throws InterruptedException {
        LookResult look = tracker.look(key);
        assertThat(look).isInstanceOf(LookResult.Found.class);
        return ((LookResult.Found) look).ticket();
    }

    MoveResult move(String key, String status) throws InterruptedException {
        return tracker.move(look(key), Step.to(status), new JsonObject());
    }

    TrackerFailure failure(String key) throws InterruptedException {
        LookResult look = tracker.look(key);
        assertThat(look).isInstanceOf(TrackerFailure.class);
        return (TrackerFailure) look;
    }

    /** Runs it by hand, and returns its code and its two outputs, as it printed them. */
    String printed(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(script.getParent(), "out", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(script.getParent().toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().keySet().retainAll(List.of("PATH"));
        builder.environment().putAll(variables);
        Process process = builder.start();
        process.getOutputStream().close();
        if (!process.waitFor(LONGEST_RUN.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("the tracker still ran after " + LONGEST_RUN);
        }
        return process.exitValue() + " "
                + Files.readString(output, StandardCharsets.UTF_8).strip();
    }
}
