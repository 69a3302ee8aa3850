package dev.jenvoy.chat.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class HappeningTest {

    private static final Happening ON_MAIN =
            new Happening("acme/site", "main", "1a2b3c4d", "https://jenvoy.example.org/#/deliveries/7");

    @Test
    void a_failed_hook_shows_its_last_lines_without_colours() {
        Message message = ON_MAIN.hookFailed(
                "push-deploy", "3", "1\n2\n3\n\u001b[31mfour\u001b[0m\n5\n\n6\u0007\nno \u202espace left\n\n");

        assertThat(message.event()).isEqualTo("hook.failed");
        assertThat(message.workflow()).isEqualTo("push-deploy");
        assertThat(message.state()).isEqualTo("3");
        assertThat(message.title()).isEqualTo("no space left");
        assertThat(message.body()).isEqualTo("3\nfour\n5\n6\nno space left");
        assertThat(message.branch()).isEqualTo("main");
        assertThat(message.url()).isEqualTo("https://jenvoy.example.org/#/deliveries/7");
    }

    @Test
    void a_long_line_is_cut_and_a_long_output_begins_late() {
        Message message = ON_MAIN.hookFailed("a", "1", "begin\n" + "x".repeat(1_000_000));

        assertThat(message.title()).hasSize(300).endsWith("x…");
        assertThat(message.body()).doesNotContain("begin");
    }

    @Test
    void a_hook_without_output_has_an_empty_title() {
        assertThat(ON_MAIN.hookFailed("a", "timeout", "").title()).isEmpty();
    }

    @Test
    void the_other_happenings_say_what_they_count() {
        assertThat(ON_MAIN.hookRecovered("a", 4).count()).isEqualTo(4);
        assertThat(ON_MAIN.hookSlow("a", Duration.ofMinutes(3)).age()).contains(Duration.ofMinutes(3));
        assertThat(ON_MAIN.setAside("72d3162e", 3).number()).isEqualTo("72d3162e");
        assertThat(ON_MAIN.setAside("72d3162e", 3).event()).isEqualTo("delivery.set_aside");
    }
}
