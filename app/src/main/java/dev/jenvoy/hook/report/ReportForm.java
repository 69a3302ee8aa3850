package dev.jenvoy.hook.report;

import dev.jenvoy.option.ValueType;
import dev.jenvoy.option.json.JsonNode;
import dev.jenvoy.option.json.KeyContext;
import dev.jenvoy.option.json.ValueReaders;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Where the runs of a hook are reported. */
public enum ReportForm {
    /** As a status of the commit. */
    STATUS,
    /** In a comment on the pull request. */
    COMMENT;

    private static final String EXPECTED = "\"status\", \"comment\" or \"status comment\"";

    /** Words with blanks between them; no word: no report. */
    public static final ValueType<Set<ReportForm>> TYPE =
            ValueType.of("`\"status\"`, `\"comment\"` or `\"status comment\"`", ReportForm::read, ReportForm::shown);

    private static Optional<Set<ReportForm>> read(JsonNode node, KeyContext place) {
        if (!(node instanceof JsonNode.Text text)) {
            return ValueReaders.wrong(node, place, EXPECTED);
        }
        Set<ReportForm> forms = EnumSet.noneOf(ReportForm.class);
        for (String word : text.value().strip().split("[\\s,]+", -1)) {
            Optional<ReportForm> form = of(word);
            if (form.isEmpty() && !word.isEmpty()) {
                return ValueReaders.refuse(text, place, EXPECTED);
            }
            form.ifPresent(forms::add);
        }
        return Optional.of(Set.copyOf(forms));
    }

    private static Optional<ReportForm> of(String word) {
        return Arrays.stream(values()).filter(form -> form.word().equals(word)).findFirst();
    }

    private static Object shown(Set<ReportForm> forms) {
        return Arrays.stream(values())
                .filter(forms::contains)
                .map(ReportForm::word)
                .collect(Collectors.joining(" "));
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
