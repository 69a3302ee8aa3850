package dev.jenvoy.option.json;

import dev.jenvoy.permission.Flaw;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects the problems of one reading. */
public final class ProblemCollector {
    private final List<Problem> problems = new ArrayList<>();

    public void error(String key, Position at, String message) {
        problems.add(Problem.error(key, at, message));
    }

    public void warning(String key, Position at, String message) {
        problems.add(Problem.warning(key, at, message));
    }

    /** What is wrong with who may change a file, beside whether that is refused. */
    public void flaw(String key, Position at, String message, FileReader.Content file) {
        Flaw flaw = file.flaw().orElseThrow();
        String where = flaw.step() == Flaw.Step.ITSELF ? "" : flaw.at().toString();
        Problem problem =
                file.failure().isPresent() ? Problem.error(key, at, message) : Problem.warning(key, at, message);
        problems.add(problem.at(where));
    }

    public boolean hasErrors() {
        return problems.stream().anyMatch(Problem::isError);
    }

    /** Whether the value of this top-level key could be read, or is not there. */
    public boolean isSound(String key) {
        return problems.stream()
                .filter(Problem::isError)
                .map(Problem::key)
                .noneMatch(bad -> bad.equals(key) || bad.startsWith(key + "[") || bad.startsWith(key + "."));
    }

    /** In the file's order. */
    public List<Problem> problems() {
        return inFileOrder(problems);
    }

    public static List<Problem> inFileOrder(List<Problem> problems) {
        return problems.stream()
                .sorted(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column))
                .toList();
    }
}
