package dev.jenvoy.ticket.file;

import dev.jenvoy.option.json.Position;
import dev.jenvoy.option.json.Problem;
import dev.jenvoy.option.json.Spelling;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Collects the problems of one file. Keeps the first thousand: no one reads more. */
public final class FileProblems {

    private static final int MAX_PROBLEMS = 1_000;
    private static final int MAX_QUOTED_CHARS = 60;

    private final String file;
    private final List<FileProblem> problems = new ArrayList<>();

    /** @param file the name of the file */
    public FileProblems(String file) {
        this.file = file;
    }

    /** Adds a reason for which the file cannot be used. */
    public void error(String code, Position at, String message) {
        add(FileProblem.of(Problem.Severity.ERROR, code, file, at, message));
    }

    /** Adds something that the operator should look at. */
    public void warning(String code, Position at, String message) {
        add(FileProblem.of(Problem.Severity.WARNING, code, file, at, message));
    }

    /** Returns a collector of the same file for a trial. */
    public FileProblems emptied() {
        return new FileProblems(file);
    }

    /** Adds the problems of a trial. */
    public void addAll(FileProblems trial) {
        trial.problems.forEach(this::add);
    }

    private void add(FileProblem problem) {
        if (problems.size() < MAX_PROBLEMS) {
            problems.add(problem);
        }
    }

    public boolean hasErrors() {
        return problems.stream().anyMatch(FileProblem::isError);
    }

    /** Returns them in the file's order. */
    public List<FileProblem> problems() {
        return problems.stream()
                .sorted(Comparator.comparingInt(FileProblem::line).thenComparingInt(FileProblem::column))
                .toList();
    }

    /** Returns a text of the file between quotes, harmless and cut. */
    public static String quoted(String text) {
        String plain = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]", "?");
        int end = Math.min(plain.length(), MAX_QUOTED_CHARS);
        if (end < plain.length() && Character.isHighSurrogate(plain.charAt(end - 1))) {
            end--;
        }
        return "\"" + plain.substring(0, end) + (end < plain.length() ? "..." : "") + "\"";
    }

    /** Returns the end of a message that asks whether a known word was meant; empty if no known word is near. */
    public static String nearest(String word, Collection<String> known) {
        return Spelling.nearest(word, known)
                .map(near -> "; did you mean " + quoted(near) + "?")
                .orElse("");
    }
}
