package dev.jenvoy.ticket.happening;

import java.util.List;
import java.util.Locale;

/** Says which titles make a draft of a pull request, where the sender goes by the title. */
final class DraftTitle {

    private static final List<String> BEGINS = List.of("wip:", "[wip]", "draft:", "[draft]", "(draft)");

    private DraftTitle() {}

    static boolean of(String title) {
        String begin = title.strip().toLowerCase(Locale.ROOT);
        return BEGINS.stream().anyMatch(begin::startsWith);
    }
}
