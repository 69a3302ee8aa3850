package dev.jenvoy.cli.chat;

import dev.jenvoy.cli.admin.AdminCommand;
import java.util.ArrayList;
import java.util.List;

/** Event words among the arguments of a command. Some look like options. */
final class EventArguments {

    private EventArguments() {}

    /**
     * Returns all words.
     *
     * @param dashed event words that look like options
     */
    static List<String> of(List<String> words, List<String> dashed, AdminCommand command) {
        List<String> all = new ArrayList<>(words);
        for (String word : dashed) {
            if (word.startsWith("--")) {
                throw command.wrong("Unknown option: '" + word + "'");
            }
            all.add(word);
        }
        return all;
    }
}
