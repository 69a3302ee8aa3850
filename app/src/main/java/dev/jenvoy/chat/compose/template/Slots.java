package dev.jenvoy.chat.compose.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps the texts of a model out of the markup: the engine writes a mark in the place of each text, CommonMark is read with the
 * marks in it, and only then are the texts put in their places. So no text can be markup, whatever is in it. The marks are made
 * of characters that Unicode keeps for such a use; CommonMark takes them for letters.
 */
final class Slots {

    private static final char BEGIN = '\uFDD0';
    private static final char END = '\uFDD1';
    private static final Pattern MARK = Pattern.compile(BEGIN + "([0-9]{1,6})" + END);

    private final List<String> texts = new ArrayList<>();

    /** A text of the model. The engine shows it as its mark, and takes an empty one for false. */
    record Slot(int index, String text) {
        String mark() {
            return BEGIN + Integer.toString(index) + END;
        }
    }

    /** Returns the template without characters that could be marks. */
    static String withoutMarks(String source) {
        return source.replace(BEGIN, ' ').replace(END, ' ');
    }

    /** Returns the model with a slot in the place of each text. */
    Map<String, Object> model(Map<String, Object> model) {
        Map<String, Object> slots = new LinkedHashMap<>();
        model.forEach((name, value) -> slots.put(name, slot(value)));
        return slots;
    }

    private Object slot(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(this::slot).toList();
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> slots = new LinkedHashMap<>();
            map.forEach((name, inner) -> slots.put((String) name, slot(inner)));
            return slots;
        }
        if (value instanceof String text) {
            texts.add(text);
            return new Slot(texts.size() - 1, text);
        }
        return value;
    }

    /** Returns the text with each mark replaced by its text. */
    String fill(String marked) {
        return MARK.matcher(marked).replaceAll(found -> Matcher.quoteReplacement(text(found.group(1))));
    }

    /**
     * Returns the address with each mark replaced by its text: as it is at the beginning, percent-encoded behind it, where it is
     * a part of an address that the template begins.
     */
    String fillAddress(String marked) {
        return MARK.matcher(marked)
                .replaceAll(found -> Matcher.quoteReplacement(
                        found.start() == 0 ? text(found.group(1)) : AddressPart.encode(text(found.group(1)))));
    }

    private String text(String index) {
        int at = Integer.parseInt(index);
        return at < texts.size() ? texts.get(at) : "";
    }
}
