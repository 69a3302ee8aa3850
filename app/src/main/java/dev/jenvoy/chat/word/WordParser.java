package dev.jenvoy.chat.word;

import dev.jenvoy.chat.text.HarmlessText;
import dev.jenvoy.delivery.pattern.Glob;
import dev.jenvoy.option.json.Spelling;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the words of a route. */
final class WordParser {

    private static final int MAX_WORDS = 100;
    private static final int MAX_SHOWN_CHARS = 60;
    private static final Set<String> FLAGS = Set.of("bots", "drafts");
    private static final Pattern NAME = Pattern.compile("[a-z0-9_]{1,100}");

    private final Set<String> known;
    private final List<String> texts = new ArrayList<>();
    private final List<Word> words = new ArrayList<>();
    private final List<WordTrouble> troubles = new ArrayList<>();
    private final List<WordTrouble> doubts = new ArrayList<>();

    private WordParser(Set<String> known) {
        this.known = known;
    }

    static ParsedWords parse(List<String> words, Set<String> known) {
        WordParser parser = new WordParser(known);
        for (String word : words) {
            String text = word.replace("\"", "").strip();
            if (text.isEmpty()) {
                continue;
            }
            if (parser.texts.size() >= MAX_WORDS) {
                parser.wrong(text, "more than " + MAX_WORDS + " words");
                break;
            }
            parser.read(text);
        }
        return new ParsedWords(new EventWords(parser.texts, parser.words), parser.troubles, parser.doubts);
    }

    private void read(String text) {
        char sign = text.charAt(0);
        String rest = sign == '-' || sign == '+' ? text.substring(1) : text;
        boolean wanted = sign != '-';
        if (rest.equals("bots") || rest.equals("drafts")) {
            flag(text, rest, sign);
        } else if (rest.length() < text.length() && (rest.startsWith("label:") || rest.startsWith("author:"))) {
            pattern(text, rest, wanted);
        } else if (sign == '+') {
            wrong(text, "after + only label:… and author:… are possible");
        } else {
            event(text, rest, wanted);
        }
    }

    private void flag(String text, String name, char sign) {
        if (sign == '-') {
            Condition.Subject subject = name.equals("bots") ? Condition.Subject.BOT : Condition.Subject.DRAFT;
            add(text, new Condition(subject, false, Optional.empty()));
        } else {
            wrong(text, "expected -" + name);
        }
    }

    private void pattern(String text, String rest, boolean wanted) {
        int colon = rest.indexOf(':');
        Condition.Subject subject = rest.startsWith("label") ? Condition.Subject.LABEL : Condition.Subject.AUTHOR;
        Optional<Glob> glob = Glob.of(rest.substring(colon + 1).strip());
        if (glob.isEmpty()) {
            noPattern(text, rest.substring(colon + 1));
        } else {
            add(text, new Condition(subject, wanted, glob));
        }
    }

    private void event(String text, String rest, boolean wanted) {
        int colon = rest.indexOf(':');
        String name = (colon < 0 ? rest : rest.substring(0, colon)).toLowerCase(Locale.ROOT);
        int dot = known.contains(name) ? -1 : name.indexOf('.');
        String event = dot < 0 ? name : name.substring(0, dot);
        String action = dot < 0 ? "" : name.substring(dot + 1);
        Optional<Glob> branch = colon < 0 ? Optional.empty() : Glob.of(rest.substring(colon + 1));
        if (!known.contains(event) && !(event.equals(EventWord.ANY) && dot < 0)) {
            troubles.add(
                    new WordTrouble(shown(text), "unknown event " + shown(name), nearest(rest, name, event, wanted)));
        } else if (event.equals(EventWord.ANY) && !wanted && branch.isEmpty()) {
            wrong(text, "-* leaves no event");
        } else if (dot >= 0
                && !action.equals(EventWord.ANY)
                && !NAME.matcher(action).matches()) {
            wrong(text, "not an action: " + shown(action));
        } else if (colon >= 0 && branch.isEmpty()) {
            noPattern(text, rest.substring(colon + 1));
        } else {
            Actions.unknown(event, action)
                    .ifPresent(nearest -> doubts.add(new WordTrouble(
                            shown(text), "no known action " + shown(action) + " of " + event, nearest)));
            add(text, new EventWord(wanted, event, action, branch));
        }
    }

    /** Returns the word that may be meant by an event that is not known. */
    private Optional<String> nearest(String rest, String name, String event, boolean wanted) {
        // Bitbucket writes repo:push, and GitLab Push Hook, where the event is called repo_push or push_hook here.
        String joined = rest.toLowerCase(Locale.ROOT).replace(':', '_').replace(' ', '_');
        if (known.contains(joined)) {
            return Optional.of(joined);
        }
        if (!wanted) {
            Optional<String> flag = Spelling.nearest(name, FLAGS);
            if (flag.isPresent()) {
                return Optional.of("-" + flag.get());
            }
        }
        // Names of ours have a dot, so that their first part alone is nearer to another event.
        Optional<String> whole = Spelling.nearest(name, known);
        return whole.filter(found -> found.indexOf('.') >= 0 && name.indexOf('.') >= 0)
                .or(() -> Spelling.nearest(event, known));
    }

    private void noPattern(String text, String pattern) {
        wrong(
                text,
                pattern.isBlank()
                        ? shown(text) + " has no pattern after its colon"
                        : "not a pattern: " + shown(pattern));
    }

    private void add(String text, Word word) {
        if (!texts.contains(text)) {
            texts.add(text);
            words.add(word);
        }
    }

    private void wrong(String word, String what) {
        troubles.add(WordTrouble.of(shown(word), what));
    }

    private static String shown(String text) {
        return HarmlessText.line(text, MAX_SHOWN_CHARS);
    }
}
