package dev.jenvoy.cli.help;

import dev.jenvoy.cli.base.CalledAs;
import dev.jenvoy.cli.base.ExitCode;
import dev.jenvoy.cli.base.TerminalText;
import dev.jenvoy.option.json.Spelling;
import java.util.Collection;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reports wrong usage: one line with what is wrong and what was probably meant, and one with where the usage is. */
public final class Misuse {

    private Misuse() {}

    /** Prints what is wrong with the arguments. Returns the exit code. */
    public static int report(ParameterException failure) {
        CommandLine line = failure.getCommandLine();
        line.getErr().println(words(failure));
        line.getErr().println("See: " + called(line) + " --help");
        return ExitCode.USAGE;
    }

    private static String words(ParameterException failure) {
        if (failure instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            String word = unmatched.getUnmatched().get(0);
            return kind(unmatched, word) + ": " + TerminalText.line(word)
                    + meant(failure.getCommandLine(), word)
                            .map(near -> "; did you mean " + near + "?")
                            .orElse("");
        }
        return TerminalText.line(String.valueOf(failure.getMessage()));
    }

    private static String kind(UnmatchedArgumentException unmatched, String word) {
        if (word.startsWith("-")) {
            return "Unknown option";
        }
        boolean command = !unmatched.getCommandLine().getSubcommands().isEmpty();
        return command ? "Unknown command" : "Unexpected argument";
    }

    private static Optional<String> meant(CommandLine line, String word) {
        String bare = word.startsWith("-") ? word.replaceFirst("=.*", "") : word;
        Collection<String> known = word.startsWith("-")
                ? line.getCommandSpec().optionsMap().keySet()
                : line.getSubcommands().keySet();
        Optional<String> begun = known.stream()
                .filter(name -> bare.length() > 1 && name.startsWith(bare))
                .sorted()
                .findFirst();
        return begun.or(() -> Spelling.nearest(bare, known));
    }

    /** Returns how this command is called here. */
    private static String called(CommandLine line) {
        String name = line.getCommandSpec().qualifiedName(" ");
        int blank = name.indexOf(' ');
        return CalledAs.words() + (blank < 0 ? "" : name.substring(blank));
    }
}
