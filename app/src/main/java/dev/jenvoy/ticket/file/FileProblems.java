package dev.jenvoy.ticket.file;

import dev.jenvoy.option.json.Position;
import dev.jenvoy.option.json.Problem;
import dev.jenvoy.option.json.Spelling;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Collects the problems of one file. Keeps the first thousand: no one reads more. */
public final class FileProblems {

    private static final int MAX_PROBLEMS = 1_000;
    private static final int MAX_QUOTED_CHARS = 60;

    private final String folder;
    private final String file;
    private final List<FileProblem> problems = new ArrayList<>();

    /**
     * @param folder the folder of the file; empty if it does not matter
     * @param file the name of the file below it
     */
    public FileProblems(String folder, String file) {
        this.folder = folder;
        this.file = plain(file);
    }

    /** Makes a collector for a file of which only the name is known. */
    public FileProblems(String file) {
        this("", file);
    }

    /** Makes a collector for the file at a path. */
    public static FileProblems of(Path file) {
        return new FileProblems(String.valueOf(file.toAbsolutePath().getParent()), String.valueOf(file.getFileName()));
    }

    /** Adds a reason for which the file cannot be used. */
    public void error(String code, Position at, String message) {
        add(Problem.Severity.ERROR, code, at, message);
    }

    /** Adds something that the operator should look at. */
    public void warning(String code, Position at, String message) {
        add(Problem.Severity.WARNING, code, at, message);
    }

    /** Returns a collector of the same file for a trial. */
    public FileProblems emptied() {
        return new FileProblems(folder, file);
    }

    /** Adds the problems of a trial. */
    public void addAll(FileProblems trial) {
        trial.problems.forEach(this::add);
    }

    private void add(Problem.Severity severity, String code, Position at, String message) {
        add(new FileProblem(severity, code, folder, file, "", at.line(), at.column(), message));
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
        String plain = plain(text);
        int end = Math.min(plain.length(), MAX_QUOTED_CHARS);
        if (end < plain.length() && Character.isHighSurrogate(plain.charAt(end - 1))) {
            end--;
        }
        return "\"" + plain.substring(0, end) + (end < plain.length() ? "..." : "") + "\"";
    }

    private static String plain(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]", "?");
    }

    /** Returns the end of a message that asks whether a known word was meant; empty if no known word is near. */
    public static String nearest(String word, Collection<String> known) {
        return Spelling.nearest(word, known)
                .map(near -> "; did you mean " + quoted(near) + "?")
                .orElse("");
    }
}
