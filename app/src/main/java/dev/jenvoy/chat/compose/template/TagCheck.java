package dev.jenvoy.chat.compose.template;

import dev.jenvoy.option.json.Spelling;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks the tags of a template before the engine sees it: names, sections, partials, comments. What the engine knows beyond
 * (values that are not escaped, other delimiters, inheritance) is rejected.
 */
final class TagCheck {

    /** How deep sections are nested, and partials, each. */
    static final int MAX_DEPTH = 20;

    private static final String OPEN = "{{";
    private static final String CLOSE = "}}";

    private static final Pattern NAME = Pattern.compile("\\.|-(?:first|last|index)|[A-Za-z0-9_]+(?:\\.[A-Za-z0-9_]+)*");
    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9_]+");
    private static final Pattern PARTIAL = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*");

    private record Section(String name, int at) {}

    private final String file;
    private final String source;
    private final Predicate<String> partials;
    private final Deque<Section> open = new ArrayDeque<>();

    /**
     * Begins a check.
     *
     * @param partials says whether there is a template of this name
     */
    TagCheck(String file, String source, Predicate<String> partials) {
        this.file = file;
        this.source = source;
        this.partials = partials;
    }

    /** Returns the first thing that is wrong; empty if the template can be used. */
    Optional<TemplateFlaw> flaw() {
        for (int at = source.indexOf(OPEN); at >= 0; ) {
            int end = source.indexOf(CLOSE, at);
            if (end < 0) {
                return flaw(at, "this tag has no end");
            }
            Optional<String> wrong = wrong(source.substring(at + OPEN.length(), end), at);
            if (wrong.isPresent()) {
                return flaw(at, wrong.get());
            }
            at = source.indexOf(OPEN, end + CLOSE.length());
        }
        return open.isEmpty()
                ? Optional.empty()
                : flaw(open.element().at(), "section " + open.element().name() + " has no end");
    }

    /**
     * Returns the values that no message has, each where it is used first.
     *
     * @param known the names of values, at the top or within a section
     */
    List<TemplateFlaw> doubts(Set<String> known) {
        Set<String> seen = new HashSet<>();
        List<TemplateFlaw> doubts = new ArrayList<>();
        for (int at = source.indexOf(OPEN); at >= 0; ) {
            int end = source.indexOf(CLOSE, at);
            if (end < 0) {
                return doubts;
            }
            String tag = source.substring(at + OPEN.length(), end).strip();
            String name = tag.startsWith("#") || tag.startsWith("^")
                    ? tag.substring(1).strip()
                    : tag;
            // Of a name with dots the engine looks up the first part.
            String first = name.indexOf('.') > 0 ? name.substring(0, name.indexOf('.')) : name;
            if (VALUE.matcher(first).matches() && !known.contains(first) && seen.add(first)) {
                String hint = Spelling.nearest(first, known)
                        .map(near -> " (did you mean " + near + "?)")
                        .orElse("");
                flaw(at, "no message has a value " + shown(first) + hint).ifPresent(doubts::add);
            }
            at = source.indexOf(OPEN, end + CLOSE.length());
        }
        return doubts;
    }

    private Optional<String> wrong(String inside, int at) {
        String tag = inside.strip();
        if (tag.startsWith("!")) {
            return inside.contains(OPEN) ? Optional.of("a comment contains no tag") : Optional.empty();
        }
        if (tag.startsWith("{") || tag.startsWith("&")) {
            return Optional.of("values are always shown as text: {{{…}}} and {{&…}} are not possible, write {{"
                    + tag.substring(1).strip() + "}}");
        }
        if (tag.isEmpty()) {
            return Optional.of("this tag has no name");
        }
        String rest = tag.substring(1).strip();
        return switch (tag.charAt(0)) {
            case '#', '^' -> begin(rest, at);
            case '/' -> end(rest);
            case '>' -> partial(rest);
            case '=' -> Optional.of("delimiters cannot be changed");
            case '<', '$' -> Optional.of("templates cannot inherit; use a partial, {{>name}}");
            default -> name(tag);
        };
    }

    private Optional<String> begin(String name, int at) {
        open.push(new Section(name, at));
        return open.size() > MAX_DEPTH ? Optional.of("sections are nested deeper than " + MAX_DEPTH) : name(name);
    }

    private Optional<String> end(String name) {
        if (open.isEmpty()) {
            return Optional.of("section " + shown(name) + " has no beginning");
        }
        String begun = open.pop().name();
        return begun.equals(name)
                ? Optional.empty()
                : Optional.of("section " + begun + " has to end before " + shown(name));
    }

    private Optional<String> partial(String name) {
        if (!PARTIAL.matcher(name).matches()) {
            return Optional.of("no name of a template: " + shown(name));
        }
        return partials.test(name) ? Optional.empty() : Optional.of("there is no template " + name);
    }

    private static Optional<String> name(String name) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches() ? Optional.empty() : Optional.of("no name of a value: " + shown(name));
    }

    private static String shown(String name) {
        return name.length() <= 40 ? name : name.substring(0, 40) + "…";
    }

    private Optional<TemplateFlaw> flaw(int at, String text) {
        int line =
                1 + (int) source.substring(0, at).chars().filter(c -> c == '\n').count();
        int column = at - source.lastIndexOf('\n', at);
        return Optional.of(new TemplateFlaw(file, line, column, text.replaceAll("\\s+", " ")));
    }
}
