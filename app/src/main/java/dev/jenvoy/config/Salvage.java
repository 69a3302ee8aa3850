package dev.jenvoy.config;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds single values in a configuration that is not JSON, because somebody is in the middle of changing it. */
final class Salvage {

    private static final String STRING = "\"(?:[^\"\\\\\\n]|\\\\.)*+\"";
    private static final Pattern TOKEN = Pattern.compile(STRING + "|[{}\\[\\]]");
    private static final Pattern VALUE = Pattern.compile("\\s*:\\s*(" + STRING + "|[0-9]{1,9})");

    private Salvage() {}

    /**
     * Returns an object with those of the keys that the text has at its top level, with a string or a whole number; the first
     * of several.
     */
    static ByteBuffer of(ByteBuffer bytes, Set<String> keys) {
        String text = StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
        Map<String, String> found = new LinkedHashMap<>();
        Matcher token = TOKEN.matcher(text);
        Matcher value = VALUE.matcher(text);
        int depth = 0;
        while (token.find()) {
            String word = token.group();
            if (word.equals("{") || word.equals("[")) {
                depth++;
            } else if (word.equals("}") || word.equals("]")) {
                depth--;
            } else if (depth == 1 && keys.contains(word.substring(1, word.length() - 1))) {
                value.region(token.end(), text.length());
                if (value.lookingAt()) {
                    found.putIfAbsent(word, value.group(1));
                }
            }
        }
        return StandardCharsets.UTF_8.encode(found.entrySet().stream()
                .map(member -> member.getKey() + ": " + member.getValue())
                .collect(Collectors.joining(", ", "{", "}")));
    }
}
