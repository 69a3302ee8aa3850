package dev.jenvoy.ticket.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.delivery.Planned;
import dev.jenvoy.ticket.happening.HappeningKind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the journal keeps of the tickets that a delivery names. */
class AskedMovesTest {

    private static AskedMoves moves(String project, int count) {
        return new AskedMoves(
                HappeningKind.MERGED,
                "github acme/site pr 7 merged 61137",
                "acme/site",
                "acme/site#7",
                "https://github.com/acme/site/pull/7",
                count % 4 == 0 ? Optional.of(Instant.parse("2026-03-10T09:00:00.5Z")) : Optional.empty(),
                IntStream.rangeClosed(1, count)
                        .mapToObj(number -> project + "-" + number)
                        .toList(),
                count);
    }

    @Test
    void it_reads_what_it_wrote() {
        List<AskedMoves> all = List.of(moves("SOC", 500), moves("D\u00c4V\"<&", 2));
        assertThat(AskedMoves.read(AskedMoves.json(all))).contains(all);
    }

    @Test
    void keys_that_are_longer_than_what_the_journal_keeps_are_counted_and_left_out() {
        List<AskedMoves> all = List.of(moves("\u00c4".repeat(90), 500));
        String json = AskedMoves.json(all);
        assertThat(json.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(Planned.MAX_ARGUMENTS_BYTES);
        assertThat(AskedMoves.read(json).orElseThrow()).singleElement().satisfies(moves -> {
            assertThat(moves.tickets()).isEmpty();
            assertThat(moves.count()).isEqualTo(500);
        });
    }

    @Test
    void what_it_did_not_write_is_nothing() {
        assertThat(AskedMoves.read("")).isEmpty();
        assertThat(AskedMoves.read("{}")).isEmpty();
        assertThat(AskedMoves.read("[{}]")).isEmpty();
        assertThat(AskedMoves.read("[{\"happening\":\"nothing\"}]")).isEmpty();
        assertThat(AskedMoves.read("[")).isEmpty();
    }
}
