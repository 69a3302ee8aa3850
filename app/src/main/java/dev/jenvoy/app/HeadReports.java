package dev.jenvoy.app;

import dev.jenvoy.config.Config;
import dev.jenvoy.config.ReportTokens;
import dev.jenvoy.hook.HookRules;
import dev.jenvoy.hook.HooksOptions;
import dev.jenvoy.hook.lint.HookCatalogue;
import java.util.List;
import java.util.stream.Collectors;

/** Warns of reports that heads of hooks ask for, and for which no token is there. */
public final class HeadReports {

    /** How many hooks a warning names. */
    private static final int NAMED = 3;

    private HeadReports() {}

    /** Returns the warnings; nothing where an entry of {@code hooks} asks for reports, which is a matter of the configuration. */
    public static List<String> warnings(Config config, HookCatalogue catalogue) {
        HookRules rules = config.get(HooksOptions.GROUP).byName();
        if (rules.wantReports()) {
            return List.of();
        }
        List<String> hooks = catalogue.files().stream()
                .filter(file -> file.never().isEmpty() && !file.head().isEmpty())
                .filter(file -> !rules.with(file.path(), file.head().options())
                        .reports()
                        .isEmpty())
                .map(file -> file.path())
                .toList();
        if (hooks.isEmpty()) {
            return List.of();
        }
        String names = hooks.stream().limit(NAMED).collect(Collectors.joining(", "))
                + (hooks.size() > NAMED ? " and " + (hooks.size() - NAMED) + " more" : "");
        return ReportTokens.missing(config).stream()
                .map(words -> words + "; asked for in the head of " + names)
                .toList();
    }
}
