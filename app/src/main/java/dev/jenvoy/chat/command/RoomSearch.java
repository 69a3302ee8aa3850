package dev.jenvoy.chat.command;

import dev.jenvoy.chat.options.ChatOptions;
import dev.jenvoy.chat.options.RoomOptions;
import java.util.List;
import java.util.Optional;

/** Finds the room that somebody means: by its name, or by the address that it has at its service. */
sealed interface RoomSearch {

    /** Exactly this room is meant. */
    record Found(String name) implements RoomSearch {}

    /**
     * Several rooms have this address.
     *
     * @param reply asks which of them is meant
     */
    record Ambiguous(String reply) implements RoomSearch {}

    /** Returns the room that a text means. A text that means no room is taken as a name. */
    static RoomSearch of(String text, ChatOptions options) {
        if (options.rooms().containsKey(text)) {
            return new Found(text);
        }
        List<RoomOptions> all = options.rooms().values().stream()
                .filter(room -> hasAddress(room, text))
                .toList();
        List<String> accounts = all.stream()
                .map(RoomOptions::account)
                .flatMap(Optional::stream)
                .distinct()
                .sorted()
                .toList();
        if (accounts.size() > 1) {
            return new Ambiguous("which account? " + String.join(", ", accounts));
        }
        if (all.size() > 1) {
            return new Ambiguous("which room? "
                    + String.join(
                            ", ", all.stream().map(RoomOptions::name).sorted().toList()));
        }
        return new Found(all.isEmpty() ? text : all.get(0).name());
    }

    private static boolean hasAddress(RoomOptions room, String text) {
        if (room.account().isEmpty() || room.address().isEmpty()) {
            return false;
        }
        String address = room.shownAddress();
        // The ids of Matrix and Slack differ in case alone.
        boolean caseCounts = room.kind().equals("matrix") || room.kind().equals("slack");
        return caseCounts ? address.equals(text) : address.equalsIgnoreCase(text);
    }
}
