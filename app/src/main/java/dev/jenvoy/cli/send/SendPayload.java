package dev.jenvoy.cli.send;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import dev.jenvoy.cli.base.GivenFile;
import dev.jenvoy.cli.base.TerminalText;
import dev.jenvoy.sender.sample.Sample;
import dev.jenvoy.sender.sample.SampleSigner;
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

/** The payload to send: a sample, a file, or {@code -} for standard input. */
final class SendPayload {

    private static final String STANDARD_INPUT = "-";

    /** The format of GitHub: one line, with nulls. */
    private static final Gson COMPACT =
            new GsonBuilder().disableHtmlEscaping().serializeNulls().create();

    private final String event;
    private final String method;
    private final byte[] bytes;
    private final String shown;

    private SendPayload(String event, String method, byte[] bytes, String shown) {
        this.event = event;
        this.method = method;
        this.bytes = bytes;
        this.shown = shown;
    }

    /** Returns the event. */
    String event() {
        return event;
    }

    /** Returns the HTTP method. */
    String method() {
        return method;
    }

    /** Returns the bytes to send; a file's bytes are unchanged. The array must not be modified. */
    byte[] bytes() {
        return bytes;
    }

    /** Returns the text for people. */
    String shown() {
        return shown;
    }

    /**
     * Reads a payload.
     *
     * @param name a sample's name, a file, or {@code -}; null for the sender's first sample
     * @param event the value of {@code --event}; null without it
     * @param signer the signer with the samples
     * @throws ParameterException when the payload does not exist, or the options do not fit it
     */
    static SendPayload read(
            @Nullable String name,
            @Nullable String event,
            SampleOptions options,
            SampleSigner signer,
            Path folder,
            CommandSpec command) {
        if (!signer.hasPayload() && event != null) {
            throw wrong(command, "What --as " + signer.name() + " sends has no event: leave --event out");
        }
        Optional<Sample> sample = signer.samples().stream()
                .filter(one -> name == null || one.name().equals(name))
                .findFirst();
        if (name == null || sample.isPresent()) {
            Sample found = sample.orElseThrow();
            JsonElement json = options.payload(found, signer, command);
            if (event != null && json instanceof JsonObject object) {
                signer.eventMembers().forEach(member -> object.addProperty(member, event));
            }
            return new SendPayload(
                    event == null ? found.event() : event,
                    signer.method(found),
                    COMPACT.toJson(json).getBytes(StandardCharsets.UTF_8),
                    TerminalText.pretty(json));
        }
        byte[] bytes = bytes(name, signer, folder, command);
        if (options.areGiven()) {
            throw wrong(command, "--repository, --branch and --tag adapt samples; a file is sent as it is");
        }
        return new SendPayload(
                fileEvent(event, bytes, signer, command), "POST", bytes, new String(bytes, StandardCharsets.UTF_8));
    }

    private static String fileEvent(@Nullable String event, byte[] bytes, SampleSigner signer, CommandSpec command) {
        if (signer.eventMembers().isEmpty()) {
            return Optional.ofNullable(event)
                    .orElseThrow(() -> wrong(command, "The file does not contain its event: give it with --event"));
        }
        String member = signer.eventMembers().get(0);
        if (event != null) {
            throw wrong(command, "The file contains the event, as " + member + ": leave --event out");
        }
        try {
            JsonElement json = JsonParser.parseString(new String(bytes, StandardCharsets.UTF_8));
            if (json instanceof JsonObject object && object.get(member) instanceof JsonPrimitive text) {
                return text.getAsString();
            }
        } catch (JsonParseException e) {
            // Reported below: a text that is not JSON has no members either.
        }
        throw wrong(command, "The file does not contain its event: it has no " + member);
    }

    private static byte[] bytes(String name, SampleSigner signer, Path folder, CommandSpec command) {
        if (!signer.hasPayload()) {
            throw wrong(
                    command,
                    "What --as " + signer.name() + " sends has no payload, so there is no file to send. Samples: "
                            + names(signer));
        }
        try {
            if (name.equals(STANDARD_INPUT)) {
                return System.in.readAllBytes();
            }
            Path file = folder.resolve(name);
            GivenFile.flaw(file).ifPresent(flaw -> {
                throw wrong(command, "Cannot read the payload: " + flaw);
            });
            if (Files.exists(file)) {
                return Files.readAllBytes(file);
            }
        } catch (IOException | InvalidPathException e) {
            throw wrong(command, "Cannot read " + TerminalText.line(name) + ": " + e);
        }
        throw wrong(
                command,
                "There is neither a sample nor a file " + TerminalText.line(name) + ". Samples: " + names(signer));
    }

    private static String names(SampleSigner signer) {
        return signer.samples().stream().map(Sample::name).collect(Collectors.joining(", "));
    }

    private static ParameterException wrong(CommandSpec command, String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
