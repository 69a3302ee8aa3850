package dev.jenvoy.hook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SortedNamesTest {

    private final SortedNames listing = new SortedNames(List.of(
            "push",
            "push-site",
            "push-2-x",
            "push-2",
            "push-10-y",
            "push+a",
            "push_b",
            "pusher",
            "all",
            "\u00e9",
            "z"));

    @Test
    void names_are_sorted_by_their_bytes() {
        assertThat(listing.names())
                .containsExactly(
                        "all",
                        "push",
                        "push+a",
                        "push-10-y",
                        "push-2",
                        "push-2-x",
                        "push-site",
                        "push_b",
                        "pusher",
                        "z",
                        "\u00e9");
        assertThat(new SortedNames(List.of("\uffee", "\ud83d\ude00")).names())
                .as("by UTF-8, not by Java's characters, where the surrogate would come first")
                .containsExactly("\uffee", "\ud83d\ude00");
    }

    @Test
    void what_begins_with_a_text_stands_side_by_side() {
        assertThat(listing.startingWith("push-2")).containsExactly("push-2", "push-2-x");
        assertThat(listing.startingWith("zz")).isEmpty();
        assertThat(listing.startingWith("")).hasSize(11);
        assertThat(SortedNames.EMPTY.startingWith("push")).isEmpty();
    }

    @Test
    void what_is_unwanted_is_stepped_over() {
        assertThat(listing.startingWithBut("push", "push-", List.of()))
                .containsExactly("push", "push+a", "push_b", "pusher");
        assertThat(listing.startingWithBut("push", "push-", List.of("1", "2")))
                .containsExactly("push", "push+a", "push-10-y", "push-2", "push-2-x", "push_b", "pusher");
    }

    @Test
    void a_name_is_there_only_as_a_whole() {
        assertThat(listing.contains("push-2")).isTrue();
        assertThat(listing.contains("push-")).isFalse();
        assertThat(listing.contains("")).isFalse();
    }
}
