package dev.jenvoy.cli.chat;

import dev.jenvoy.chat.message.Family;
import dev.jenvoy.chat.message.Message;
import dev.jenvoy.chat.message.payload.MessageReader;
import dev.jenvoy.chat.message.payload.Reading;
import dev.jenvoy.cli.admin.AdminFailure;
import dev.jenvoy.cli.base.GivenFile;
import dev.jenvoy.cli.base.TerminalText;
import dev.jenvoy.delivery.Event;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.delivery.payload.Payload;
import dev.jenvoy.sender.registry.PayloadFacts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A payload in a file, read as a delivery of its sender is. */
final class RenderedPayload {

    private RenderedPayload() {}

    /** The options that say what the file is. */
    static final class Options {

        @Parameters(paramLabel = "FILE", description = "The payload: JSON as the sender posts it.")
        @Nullable
        Path file;

        @Option(
                names = "--event",
                required = true,
                paramLabel = "EVENT",
                description = "The event as the sender names it, such as push, \"Push Hook\" or repo:push.")
        String event = "";

        @Option(
                names = "--source",
                paramLabel = "SENDER",
                completionCandidates = ChatWords.Families.class,
                description = "One of: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
        String source = "github";
    }

    /** Reads what the payload says: several messages where it is about several branches. */
    static List<Message> read(Options options, Path folder) throws AdminFailure, IOException {
        String event = options.event.toLowerCase(Locale.ROOT).replace(' ', '_').replace(':', '_');
        if (!Event.isName(event)) {
            throw new AdminFailure("not an event: " + TerminalText.line(options.event));
        }
        Path file = folder.resolve(String.valueOf(options.file));
        Optional<String> flaw = GivenFile.flaw(file);
        if (flaw.isPresent()) {
            throw new AdminFailure(flaw.get());
        }
        String source = options.source.toLowerCase(Locale.ROOT);
        try (InputStream in = Files.newInputStream(file)) {
            PayloadFacts.Read read = PayloadFacts.read(source, new Event(event), in);
            if (read instanceof PayloadFacts.Read.Refused refused) {
                throw new AdminFailure("a delivery of this payload would be rejected with 400: " + refused.error());
            }
            List<Message> all = new ArrayList<>();
            for (Facts facts : ((PayloadFacts.Read.Known) read).facts()) {
                all.add(message(Family.ofSender(source), facts, file));
            }
            return all;
        } catch (NoSuchFileException e) {
            throw new AdminFailure("there is no file " + TerminalText.line(file.toString()));
        }
    }

    private static Message message(Family family, Facts facts, Path file) throws AdminFailure, IOException {
        Reading reading = MessageReader.read(family, facts, Payload.keptIn(file, Files.size(file)));
        if (reading instanceof Reading.Failed failed) {
            throw new AdminFailure(failed.why());
        }
        return reading.message().orElseThrow();
    }
}
