package dev.jenvoy.sender.change;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.delivery.Event;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.delivery.change.Changes;
import dev.jenvoy.expression.LazyJson;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PayloadChangesTest {

    private static final String COMMIT = "{\"added\":[],\"modified\":[\"a\"],\"removed\":[]}";

    private static Changes read(String json) {
        Facts facts = Facts.about(new Event("push")).sender("ann").build();
        return new PayloadChanges().read(facts, LazyJson.of(json.getBytes(UTF_8)));
    }

    @Test
    void a_list_of_2048_commits_was_cut() {
        assertThat(read("{\"commits\":[" + (COMMIT + ",").repeat(2_046) + COMMIT + "]}")
                        .allPaths())
                .isTrue();
        Changes cut = read("{\"commits\":[" + (COMMIT + ",").repeat(2_047) + COMMIT + "]}");
        assertThat(cut.allPaths()).isFalse();
        assertThat(cut.allAuthors()).isFalse();
        assertThat(cut.paths()).containsExactly("a");
    }

    @Test
    void what_has_no_commits_is_the_doing_of_its_sender_and_of_unknown_files() {
        Changes changes =
                read("{\"action\":\"opened\",\"issue\":{\"labels\":[{\"name\":\"bug\"},{\"name\":7},\"old\"]}}");

        assertThat(changes)
                .isEqualTo(new Changes(List.of(), false, List.of(Set.of("ann")), true, List.of("bug", "old")));
    }

    @Test
    void a_payload_of_another_shape_says_nothing() {
        assertThat(read("[]").allPaths()).isFalse();
        assertThat(read("{\"commits\":7}").allPaths()).isFalse();
        assertThat(read("{\"commits\":[7,null,{\"added\":{}}]}").allPaths()).isFalse();
        assertThat(read("{\"push\":{\"changes\":[null,{\"commits\":7}]}}").allAuthors())
                .isFalse();
        assertThat(read("{\"pull_request\":{\"labels\":{\"a\":1}},\"labels\":null}")
                        .labels())
                .isEmpty();
    }
}
