package dev.jenvoy.hook;

import dev.jenvoy.delivery.NamePattern;
import dev.jenvoy.option.OptionValues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The configured options of the hooks whose name matches.
 *
 * @param pattern matches a hook's name, with or without its owner's folder
 * @param options the keys of {@link HookOptions} that are set. Their text form hides the values of variables, which may
 *     be tokens
 */
public record HookRule(NamePattern pattern, OptionValues options) {

    /** Returns rules as the file has them, by pattern, each with what it sets. Values of variables are not shown. */
    static Map<String, Object> shown(List<HookRule> rules) {
        Map<String, Object> all = new LinkedHashMap<>();
        rules.forEach(rule -> all.put(rule.pattern.text(), rule.options.shown()));
        return all;
    }

    /** Returns whether the pattern matches exactly one name. */
    boolean isExact() {
        return pattern.isExact();
    }

    /** Returns whether the pattern may match the name of a trigger's command, according to its beginning. */
    boolean mayNameCommand() {
        return pattern.text().startsWith(ShellCommands.PREFIX)
                || pattern.text().startsWith("*")
                || pattern.text().startsWith("?");
    }

    /** Returns whether it wants reports about runs. */
    boolean wantsReports() {
        return options.find(HookOptions.REPORT)
                .filter(forms -> !forms.isEmpty())
                .isPresent();
    }

    boolean matches(String hook) {
        return pattern.matches(hook) || (hook.startsWith("@") && pattern.matches(withoutOwner(hook)));
    }

    private static String withoutOwner(String hook) {
        return hook.substring(hook.indexOf('/') + 1);
    }
}
