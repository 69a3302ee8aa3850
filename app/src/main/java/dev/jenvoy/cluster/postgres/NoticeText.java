package dev.jenvoy.cluster.postgres;

import dev.jenvoy.cluster.Notice;
import dev.jenvoy.cluster.Notice.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The text of a notice: the sender's number, the kind in small letters, numbers. Words that this program does not know come from newer
 * ones, and are ignored.
 *
 * @param sender the number of the server that sent it
 */
record NoticeText(int sender, Notice notice) {

    static Optional<NoticeText> parse(String payload) {
        String[] words = payload.split(" ", -1);
        if (words.length < 2) {
            return Optional.empty();
        }
        try {
            int sender = Integer.parseInt(words[0]);
            Kind kind = Kind.valueOf(words[1].toUpperCase(Locale.ROOT));
            List<Long> numbers = new ArrayList<>();
            for (int i = 2; i < words.length; i++) {
                numbers.add(Long.valueOf(words[i]));
            }
            return Optional.of(new NoticeText(sender, new Notice(kind, numbers)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
