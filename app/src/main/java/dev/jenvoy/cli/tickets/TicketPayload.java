package dev.jenvoy.cli.tickets;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import dev.jenvoy.chat.message.Family;
import dev.jenvoy.cli.admin.AdminFailure;
import dev.jenvoy.cli.base.GivenFile;
import dev.jenvoy.cli.base.SpokenEvent;
import dev.jenvoy.cli.base.TerminalText;
import dev.jenvoy.delivery.Event;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.delivery.payload.Payload;
import dev.jenvoy.sender.registry.PayloadFacts;
import dev.jenvoy.ticket.happening.HappeningReader;
import dev.jenvoy.ticket.happening.TicketHappening;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * A payload in a file, read as a delivery of its sender is.
 *
 * @param sender the name of the sender
 * @param event the event as it was said, or as the payload lets it be known
 * @param happenings what happened by it
 */
record TicketPayload(String sender, Event event, List<TicketHappening> happenings) {

    /** The senders whose payloads tell of happenings. */
    static final class Senders implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of("github", "gitea", "gitlab", "bitbucket").iterator();
        }
    }

    /** The options that say what the file is. */
    static final class Options {

        @Option(
                names = "--payload",
                required = true,
                paramLabel = "FILE",
                description = "The payload: JSON as the sender posts it.")
        @Nullable
        Path file;

        @Option(
                names = "--event",
                paramLabel = "EVENT",
                description = "The event as the sender names it, such as pull_request, \"Merge Request Hook\" or"
                        + " pullrequest:fulfilled. Default: what the payload looks like.")
        @Nullable
        String event;

        @Option(
                names = "--as",
                paramLabel = "SENDER",
                completionCandidates = Senders.class,
                description = "One of: ${COMPLETION-CANDIDATES}. Default: the one that has the event.")
        @Nullable
        String sender;
    }

    /** Reads the file. */
    static TicketPayload read(Options options, Path folder) throws AdminFailure, IOException {
        Optional<String> named = Optional.ofNullable(options.sender).map(text -> text.toLowerCase(Locale.ROOT));
        if (named.isPresent() && !HappeningReader.knows(named.get())) {
            throw new AdminFailure("no deliveries of " + TerminalText.line(named.get())
                    + " move tickets; expected one of " + String.join(", ", new Senders()));
        }
        Path file = folder.resolve(String.valueOf(options.file));
        Optional<String> flaw = GivenFile.flaw(file);
        if (flaw.isPresent()) {
            throw new AdminFailure(flaw.get());
        }
        try {
            Event event = options.event == null ? likely(file) : named(options.event);
            String sender = named.orElseGet(() -> SpokenEvent.family(event)
                    .map(Family::word)
                    .filter(HappeningReader::knows)
                    .orElse("github"));
            List<TicketHappening> happenings = new ArrayList<>();
            for (Facts facts : facts(sender, event, file)) {
                happenings.addAll(HappeningReader.read(sender, facts, Payload.keptIn(file, Files.size(file))));
            }
            return new TicketPayload(sender, event, List.copyOf(happenings));
        } catch (NoSuchFileException e) {
            throw new AdminFailure("there is no file " + TerminalText.line(file.toString()));
        }
    }

    private static Event named(String text) throws AdminFailure {
        return SpokenEvent.read(text).orElseThrow(() -> new AdminFailure("not an event: " + TerminalText.line(text)));
    }

    private static List<Facts> facts(String sender, Event event, Path file) throws AdminFailure, IOException {
        try (InputStream in = Files.newInputStream(file)) {
            PayloadFacts.Read read = PayloadFacts.read(sender, event, in);
            if (read instanceof PayloadFacts.Read.Refused refused) {
                throw new AdminFailure("a delivery of this payload would be rejected with 400: " + refused.error());
            }
            return ((PayloadFacts.Read.Known) read).facts();
        }
    }

    /** Returns the event that such a payload belongs to: a header says it, and the file has no header. */
    private static Event likely(Path file) throws AdminFailure, IOException {
        Map<String, String> members = members(file);
        String key = members.getOrDefault("eventKey", "");
        if (!key.isEmpty()) {
            return named(key);
        }
        // GitLab's header says it with a word more than the payload: Merge Request Hook for merge_request.
        String kind = members.getOrDefault("object_kind", "");
        if (!kind.isEmpty()) {
            return named(kind + " hook");
        }
        String event = "push";
        if (members.containsKey("review")) {
            event = "pull_request_review";
        } else if (members.containsKey("pull_request")) {
            event = "pull_request";
        } else if (members.containsKey("release")) {
            event = "release";
        } else if (members.containsKey("ref_type")) {
            event = "create";
        } else if (members.containsKey("pullrequest")) {
            throw new AdminFailure(
                    "the payload does not say its event: use --event, as in --event pullrequest:fulfilled");
        }
        return new Event(event);
    }

    /** Returns the names of the payload's members with their texts, which are empty for other values. */
    private static Map<String, String> members(Path file) throws AdminFailure, IOException {
        Map<String, String> members = new HashMap<>();
        try (Reader text = Files.newBufferedReader(file);
                JsonReader reader = new JsonReader(text)) {
            reader.beginObject();
            while (reader.hasNext()) {
                String name = reader.nextName();
                Optional<String> value =
                        reader.peek() == JsonToken.STRING ? Optional.of(reader.nextString()) : Optional.empty();
                if (value.isEmpty()) {
                    reader.skipValue();
                }
                members.put(name, value.orElse(""));
            }
            return members;
        } catch (NoSuchFileException e) {
            throw e;
        } catch (IOException | IllegalStateException e) {
            throw new AdminFailure("the payload is not one JSON object of UTF-8");
        }
    }
}
