package dev.jenvoy.option;

import dev.jenvoy.option.json.Position;
import dev.jenvoy.option.json.Problem;
import dev.jenvoy.option.json.ProblemCollector;
import dev.jenvoy.option.secret.Secrets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Collects what of a change takes effect with the next start only. */
public final class UpdateReport {
    private static final String REMOVED = "its removal takes a restart; until then the old one stays in force";

    private final List<Problem> problems;
    private final Map<String, Position> positions;

    /**
     * Begins with the warnings of the new file.
     *
     * @param positions where the values of the file's keys begin
     */
    public UpdateReport(List<Problem> warnings, Map<String, Position> positions) {
        this.problems = new ArrayList<>(warnings);
        this.positions = positions;
    }

    /** Returns all warnings in the file's order. */
    public List<Problem> problems() {
        return ProblemCollector.inFileOrder(problems);
    }

    /** Keeps the old secrets where the new ones are empty: an exchange takes effect, a removal does not. */
    public Secrets keepSecrets(String key, Secrets old, Secrets wanted) {
        if (old.isEmpty() || !wanted.isEmpty()) {
            return wanted;
        }
        problems.removeIf(problem -> problem.key().equals(key));
        problems.add(Problem.restart(key, at(key), REMOVED));
        return old;
    }

    /** Reports that the removal of a part of a key's value does not take effect. */
    public void removalWaits(String part, String key) {
        problems.add(Problem.warning(part, at(key), REMOVED));
    }

    /** Reports what the removal of a key's value means until the next start. */
    public void removed(String key, String words) {
        problems.add(Problem.restart(key, at(key), words));
    }

    void changeWaits(String key) {
        problems.add(Problem.restart(
                key, at(key), "a change of this key takes a restart; until then the old value is in force"));
    }

    private Position at(String key) {
        return positions.getOrDefault(key, Position.NOWHERE);
    }
}
