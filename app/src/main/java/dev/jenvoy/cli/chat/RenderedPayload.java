package dev.jenvoy.cli.chat;

import dev.jenvoy.chat.message.Family;
import dev.jenvoy.chat.message.Message;
import dev.jenvoy.chat.message.payload.MessageReader;
import dev.jenvoy.chat.message.payload.Reading;
import dev.jenvoy.chat.word.EventNames;
import dev.jenvoy.cli.admin.AdminFailure;
import dev.jenvoy.cli.base.GivenFile;
import dev.jenvoy.cli.base.SpokenEvent;
import dev.jenvoy.cli.base.TerminalText;
import dev.jenvoy.delivery.Event;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.delivery.payload.Payload;
import dev.jenvoy.option.json.Spelling;
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
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A payload in a file, read as a delivery of its sender is. */
final class RenderedPayload {

    private static final String TRAVIS = Family.TRAVIS.word();

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
                description = "One of: ${COMPLETION-CANDIDATES}. Default: the one that has the event.")
        @Nullable
        String source;
    }

    /** Reads what the payload says: several messages where it is about several branches. */
    static List<Message> read(Options options, Path folder) throws AdminFailure, IOException {
        Event event = SpokenEvent.read(options.event)
                .orElseThrow(() -> new AdminFailure("not an event: " + TerminalText.line(options.event)));
        Path file = folder.resolve(String.valueOf(options.file));
        Optional<String> flaw = GivenFile.flaw(file);
        if (flaw.isPresent()) {
            throw new AdminFailure(flaw.get());
        }
        String source = source(options, event);
        try (InputStream in = Files.newInputStream(file)) {
            PayloadFacts.Read read = PayloadFacts.read(source, event, in);
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

    /** Returns the sender that was named, or that has such events. Another sender's event would say next to nothing. */
    private static String source(Options options, Event event) throws AdminFailure {
        Optional<Family> known = SpokenEvent.family(event);
        if (options.source == null) {
            return known.orElseThrow(() -> new AdminFailure("no known sender sends the event " + event
                            + Spelling.nearest(event.name(), EventNames.ALL)
                                    .map(near -> "; did you mean " + near + "?")
                                    .orElse("; --source says whose it is")))
                    .word();
        }
        String source = options.source.toLowerCase(Locale.ROOT);
        Set<String> own = EventNames.of(Family.ofSender(source));
        // The payload of Travis CI names its event.
        if (known.isPresent() && !own.isEmpty() && !own.contains(event.name()) && !source.equals(TRAVIS)) {
            throw new AdminFailure(source + " sends no event " + event + "; it is one of "
                    + known.get().word());
        }
        return source;
    }

    private static Message message(Family family, Facts facts, Path file) throws AdminFailure, IOException {
        Reading reading = MessageReader.read(family, facts, Payload.keptIn(file, Files.size(file)));
        if (reading instanceof Reading.Failed failed) {
            throw new AdminFailure(failed.why());
        }
        return reading.message().orElseThrow();
    }
}
