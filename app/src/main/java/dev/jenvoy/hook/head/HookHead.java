package dev.jenvoy.hook.head;

import dev.jenvoy.expression.Expression;
import dev.jenvoy.hook.HookOptions;
import dev.jenvoy.option.OptionValues;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a hook's file says of itself.
 *
 * @param lines the lines that say it, in order
 * @param options the options that they set
 * @param globs the patterns by key
 * @param when the condition
 * @param variables the expressions of variables, by the variable's name
 * @param faults what is wrong; the hook does not run while there is any
 * @param doubts lines that do not count, and perhaps should
 */
public record HookHead(
        List<HeadLine> lines,
        OptionValues options,
        Map<HeadGlob, GlobList> globs,
        Optional<Expression> when,
        Map<String, Expression> variables,
        List<HeadFault> faults,
        List<HeadFault> doubts) {

    /** The head of a file that has no line of one. */
    public static final HookHead NONE = without(List.of());

    public HookHead {
        lines = List.copyOf(lines);
        globs = Collections.unmodifiableMap(new LinkedHashMap<>(globs));
        variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
        faults = List.copyOf(faults);
        doubts = List.copyOf(doubts);
    }

    /** Returns the head of a file that has no line of one. */
    static HookHead without(List<HeadFault> doubts) {
        return new HookHead(List.of(), OptionValues.none(), Map.of(), Optional.empty(), Map.of(), List.of(), doubts);
    }

    /** Returns the lines that set options. */
    public List<HeadLine> optionLines() {
        return lines.stream()
                .filter(line -> HookOptions.GROUP.options().stream()
                        .anyMatch(option -> option.key().equals(line.key())
                                && options.find(option).isPresent()))
                .toList();
    }

    /** Returns whether the file has no head. */
    public boolean isEmpty() {
        return lines.isEmpty() && faults.isEmpty();
    }

    /** Returns whether it asks for reports about runs. */
    public boolean wantsReports() {
        return !HookOptions.reports(options).isEmpty();
    }

    /** Returns whether it says anything about the deliveries for which the hook runs, or about its variables. */
    boolean asksDelivery() {
        return !globs.isEmpty() || when.isPresent() || !variables.isEmpty();
    }

    /** Returns why the hook does not run; empty if the head is right. */
    public Optional<String> fault() {
        return faults.isEmpty()
                ? Optional.empty()
                : Optional.of("its head is wrong: "
                        + faults.stream().limit(3).map(HeadFault::describe).collect(Collectors.joining("; "))
                        + (faults.size() > 3 ? "; and " + (faults.size() - 3) + " more" : ""));
    }
}
