package dev.jenvoy.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * The payload that a person named: a sample, a file, or {@code -} for standard input.
 */
final class SendPayload {

    private static final String STANDARD_INPUT = "-";

    /** As GitHub writes it: in one line, nulls too. */
    private static final Gson COMPACT =
            new GsonBuilder().disableHtmlEscaping().serializeNulls().create();

    private final String event;
    private final byte[] bytes;
    private final String shown;

    private SendPayload(String event, byte[] bytes, String shown) {
        this.event = event;
        this.bytes = bytes;
        this.shown = shown;
    }

    /** The event that it is sent as. */
    String event() {
        return event;
    }

    /** What is sent; a file's bytes exactly as they are. Not to be changed. */
    byte[] bytes() {
        return bytes;
    }

    /** The text for people to see. */
    String shown() {
        return shown;
    }

    /**
     * Reads it.
     *
     * @param name a sample's name, a file, or {@code -}
     * @param event what {@code --event} says; null without it
     * @param voice whose samples they are
     * @throws ParameterException when there is no such thing, or the options do not go with it
     */
    static SendPayload read(
            String name, @Nullable String event, SampleOptions options, Voice voice, Path folder, CommandSpec command) {
        Optional<Sample> sample =
                voice.samples().stream().filter(one -> one.name().equals(name)).findFirst();
        if (sample.isPresent()) {
            JsonElement json = options.payload(sample.get(), voice, command);
            return new SendPayload(
                    event == null ? sample.get().event() : event,
                    COMPACT.toJson(json).getBytes(StandardCharsets.UTF_8),
                    SendReport.pretty(json));
        }
        byte[] bytes = bytes(name, voice, folder, command);
        if (options.areGiven()) {
            throw wrong(command, "--repository, --branch and --tag adapt samples; a file is sent as it is");
        }
        if (event == null) {
            throw wrong(command, "A file does not say its event: name it with --event");
        }
        return new SendPayload(event, bytes, new String(bytes, StandardCharsets.UTF_8));
    }

    private static byte[] bytes(String name, Voice voice, Path folder, CommandSpec command) {
        try {
            if (name.equals(STANDARD_INPUT)) {
                return System.in.readAllBytes();
            }
            Path file = folder.resolve(name);
            if (Files.exists(file)) {
                return Files.readAllBytes(file);
            }
        } catch (IOException | InvalidPathException e) {
            throw wrong(command, "Cannot read " + SafeText.line(name) + ": " + e);
        }
        throw wrong(
                command,
                "There is neither a sample nor a file " + SafeText.line(name) + ". Samples: "
                        + voice.samples().stream().map(Sample::name).collect(Collectors.joining(", ")));
    }

    private static ParameterException wrong(CommandSpec command, String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
