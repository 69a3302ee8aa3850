package dev.jenvoy.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Applies the rules of a {@code .dockerignore}: the last rule that matches a path, or a folder above it, decides. */
final class BuildContext {
    private record Rule(Pattern pattern, boolean sent) {}

    private final List<Rule> rules = new ArrayList<>();

    BuildContext(String dockerignore) {
        for (String line : dockerignore.lines().map(String::trim).toList()) {
            if (!line.isEmpty() && !line.startsWith("#")) {
                boolean sent = line.startsWith("!");
                rules.add(new Rule(pattern(sent ? line.substring(1) : line), sent));
            }
        }
    }

    boolean sends(String path) {
        boolean sent = true;
        for (Rule rule : rules) {
            if (rule.pattern().matcher(path).matches()) {
                sent = rule.sent();
            }
        }
        return sent;
    }

    private static Pattern pattern(String glob) {
        String anyFolder = "**/";
        boolean anywhere = glob.startsWith(anyFolder);
        String name = anywhere ? glob.substring(anyFolder.length()) : glob;
        String regex = Pattern.quote(name).replace("*", "\\E[^/]*\\Q");
        return Pattern.compile((anywhere ? "(?:.*/)?" : "") + regex + "(?:/.*)?");
    }
}
