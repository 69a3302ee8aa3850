package dev.jenvoy.cluster.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.cluster.Notice;
import dev.jenvoy.cluster.Notice.Kind;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class OutboxTest {

    private final Outbox outbox = new Outbox();

    @Test
    void what_waits_for_one_receiver_is_sent_as_one() {
        outbox.add(Outbox.ALL, Kind.OVER, List.of(1L, 2L));
        outbox.add(Outbox.ALL, Kind.OVER, List.of(2L, 3L));
        outbox.add(4, Kind.YOURS, List.of(9L));

        assertThat(outbox.take(7))
                .containsExactly(new Outbox.Letter(Outbox.ALL, "7 over 1 2 3"), new Outbox.Letter(4, "7 yours 9"));
        assertThat(outbox.take(7)).isEmpty();
    }

    @Test
    void a_long_notice_is_sent_as_several_that_the_database_takes() {
        List<Long> numbers = LongStream.rangeClosed(1_000_000_000_001L, 1_000_000_002_000L)
                .boxed()
                .toList();
        outbox.add(Outbox.ALL, Kind.TOUCHED, numbers);

        List<Outbox.Letter> letters = outbox.take(7);

        assertThat(letters).allMatch(letter -> letter.payload().length() <= 7_900);
        assertThat(letters.stream()
                        .flatMap(
                                letter -> NoticeText.parse(letter.payload()).orElseThrow().notice().numbers().stream()))
                .containsExactlyElementsOf(numbers);
    }

    @Test
    void of_too_many_numbers_receivers_look_for_themselves() {
        outbox.add(Outbox.ALL, Kind.TOUCHED, LongStream.range(0, 6_000).boxed().toList());
        outbox.add(Outbox.ALL, Kind.TOUCHED, List.of(1L));

        assertThat(outbox.take(7)).containsExactly(new Outbox.Letter(Outbox.ALL, "7 touched"));
    }

    @Test
    void words_of_newer_programs_are_ignored() {
        assertThat(NoticeText.parse("7 over 1 2")).contains(new NoticeText(7, new Notice(Kind.OVER, List.of(1L, 2L))));
        assertThat(NoticeText.parse("7 dance 1 2")).isEmpty();
        assertThat(NoticeText.parse("7 over one")).isEmpty();
        assertThat(NoticeText.parse("")).isEmpty();
        assertThat(NoticeText.parse("hello")).isEmpty();
    }
}
