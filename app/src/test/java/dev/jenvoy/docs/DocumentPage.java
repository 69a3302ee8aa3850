package dev.jenvoy.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * One Markdown page, read like GitHub reads it: its links and the anchors of its headings. Ignores fenced blocks and
 * code spans.
 *
 * @param file the file
 * @param prose its text without fenced blocks
 * @param text its whole text
 */
record DocumentPage(Path file, String prose, String text) {

    private static final Pattern FENCE = Pattern.compile("^\\s*(```+|~~~+).*$");
    private static final Pattern CODE = Pattern.compile("(`+)(?:(?!\\1).)+\\1");
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(\\s*<?([^)\\s>]+)>?(?:\\s+\"[^\"]*\")?\\s*\\)");
    private static final Pattern DEFINITION = Pattern.compile("(?m)^ {0,3}\\[[^\\]]+]:\\s*(\\S+)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6}\\s+(.*?)\\s*#*$");
    private static final Pattern LINK_TEXT = Pattern.compile("\\[([^\\]]*)]\\([^)]*\\)");

    static DocumentPage read(Path file) throws IOException {
        String text = Files.readString(file);
        return new DocumentPage(file, withoutFences(text), text);
    }

    /** Returns the targets of its links, as written. */
    List<String> links() {
        String plain = CODE.matcher(prose).replaceAll("");
        List<String> targets = new ArrayList<>();
        for (Pattern pattern : List.of(LINK, DEFINITION)) {
            pattern.matcher(plain).results().map(link -> link.group(1)).forEach(targets::add);
        }
        return targets;
    }

    /** Returns the anchors of its headings, by GitHub's rule. */
    Set<String> anchors() {
        Set<String> anchors = new LinkedHashSet<>();
        Map<String, Integer> seen = new HashMap<>();
        HEADING.matcher(prose).results().map(DocumentPage::slug).forEach(slug -> {
            int before = seen.merge(slug, 1, Integer::sum) - 1;
            anchors.add(before == 0 ? slug : slug + "-" + before);
        });
        return anchors;
    }

    private static String slug(MatchResult heading) {
        String shown = LINK_TEXT.matcher(heading.group(1)).replaceAll("$1");
        return shown.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}\\p{M} _-]", "")
                .replace(' ', '-');
    }

    private static String withoutFences(String text) {
        StringBuilder prose = new StringBuilder();
        String open = "";
        for (String line : text.lines().toList()) {
            var fence = FENCE.matcher(line);
            if (!fence.matches()) {
                prose.append(open.isEmpty() ? line : "").append('\n');
            } else if (open.isEmpty()) {
                open = fence.group(1);
                prose.append('\n');
            } else {
                open = line.strip().startsWith(open) ? "" : open;
                prose.append('\n');
            }
        }
        return prose.toString();
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
