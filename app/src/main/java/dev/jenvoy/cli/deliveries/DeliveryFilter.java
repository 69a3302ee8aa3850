package dev.jenvoy.cli.deliveries;

import com.google.gson.JsonObject;
import dev.jenvoy.cli.admin.AdminClient;
import dev.jenvoy.cli.base.JsonView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Selects deliveries by the filters of the API. */
final class DeliveryFilter {

    @Option(names = "--source", paramLabel = "NAME", description = "Sent by this sender: github, gitlab, …")
    private @Nullable String source;

    @Option(names = "--event", paramLabel = "NAME", description = "With this event.")
    private @Nullable String event;

    @Option(names = "--owner", paramLabel = "NAME", description = "Of this owner's repositories.")
    private @Nullable String owner;

    @Option(names = "--repository", paramLabel = "[OWNER/]NAME", description = "Of this repository.")
    private @Nullable String repository;

    @Option(names = "--branch", paramLabel = "NAME", description = "Of this branch.")
    private @Nullable String branch;

    @Option(
            names = "--state",
            paramLabel = "STATE",
            split = ",",
            description = "In one of these states: ${COMPLETION-CANDIDATES}. May be repeated.")
    private List<State> states = new ArrayList<>();

    @Option(
            names = "--text",
            paramLabel = "TEXT",
            description = "With this text in its title, id, commit, sender, branch, tag, owner or repository.")
    private @Nullable String text;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = Since.class,
            description = "Received since then: 30m, 24h or 2d ago, 2026-03-01, 2026-03-01T12:00.")
    private @Nullable Instant since;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            converter = Since.class,
            description = "Received before then, in the same forms.")
    private @Nullable Instant until;

    /** The names that the journal uses. */
    enum State {
        QUEUED,
        RUNNING,
        SUCCEEDED,
        FAILED,
        CANCELLED,
        SUPERSEDED,
        SET_ASIDE,
        PONG,
        SKIPPED,
        UNMATCHED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Map<String, List<String>> parameters() {
        Map<String, List<String>> all = new LinkedHashMap<>();
        AdminClient.put(all, "source", source);
        AdminClient.put(all, "event", event);
        AdminClient.put(all, "owner", owner());
        AdminClient.put(all, "repository", name());
        AdminClient.put(all, "branch", branch);
        if (!states.isEmpty()) {
            all.put("state", states.stream().map(State::toString).toList());
        }
        AdminClient.put(all, "text", text);
        AdminClient.put(all, "from", since);
        AdminClient.put(all, "to", until);
        return all;
    }

    private @Nullable String owner() {
        int slash = repository == null ? -1 : repository.lastIndexOf('/');
        return slash < 0 || repository == null ? owner : repository.substring(0, slash);
    }

    private @Nullable String name() {
        return repository == null ? null : repository.substring(repository.lastIndexOf('/') + 1);
    }

    /** Returns whether a delivery from the live stream matches, as far as its data shows. */
    boolean takes(JsonObject delivery) {
        return is(source, delivery, "source")
                && is(event, delivery, "event")
                && is(owner(), delivery, "owner")
                && is(name(), delivery, "repository")
                && is(branch, delivery, "branch")
                && (states.isEmpty()
                        || states.stream().anyMatch(state -> state.toString().equals(JsonView.text(delivery, "state"))))
                && (text == null || holds(delivery, text));
    }

    private static boolean is(@Nullable String wanted, JsonObject delivery, String name) {
        return wanted == null || wanted.equals(JsonView.text(delivery, name));
    }

    private static boolean holds(JsonObject delivery, String text) {
        // Searches like the journal.
        return List.of("id", "sha", "sender", "branch", "tag", "owner", "repository", "title").stream()
                .anyMatch(name ->
                        JsonView.text(delivery, name).toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT)));
    }
}
