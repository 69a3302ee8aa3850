package dev.jenvoy.cli.chat;

import dev.jenvoy.cli.admin.AdminCommand;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Event words among the arguments of a command. Some look like options, such as {@code -bots}. */
@Command
final class EventArguments {

    /** Otherwise {@code -create} would be the option {@code -c}, and {@code -hook.failed} the option {@code -h}. */
    @Spec(Spec.Target.MIXEE)
    void takeWholeWords(CommandSpec command) {
        command.parser().posixClusteredShortOptionsAllowed(false);
    }

    /**
     * Returns all words.
     *
     * @param dashed event words that look like options
     */
    List<String> of(List<String> words, List<String> dashed, AdminCommand command) {
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
