package dev.jenvoy.cluster.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jenvoy.cluster.Notice;
import dev.jenvoy.cluster.Notice.Kind;
import dev.jenvoy.postgres.PostgresServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Notices over a real database. */
class NoticesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String url = PostgresServer.shared().newDatabase();
    private final List<PostgresNotices> open = new ArrayList<>();
    private volatile boolean watched = true;

    @AfterEach
    void close() {
        open.forEach(PostgresNotices::close);
    }

    @Test
    void a_notice_to_all_arrives_at_the_others_and_one_to_a_server_there_alone() {
        List<Notice> one = heard(1);
        List<Notice> two = heard(2);
        List<Notice> three = heard(3);

        open.get(0).tell(Kind.OVER, List.of(1L, 2L));
        open.get(0).tell(2, Kind.YOURS, List.of(3L));
        open.get(0).tell(1, Kind.YOURS, List.of(4L));

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(two).contains(over(1, 2), yours(3));
            assertThat(three).contains(over(1, 2));
            assertThat(one).contains(yours(4));
        });
        assertThat(one).doesNotContain(over(1, 2), yours(3));
        assertThat(three).doesNotContain(yours(3), yours(4));
    }

    @Test
    void who_listens_again_after_an_interruption_looks_for_itself() {
        List<Notice> two = heard(2);
        two.clear();

        PostgresServer.shared()
                .sql(
                        "postgres",
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                                + " WHERE application_name = 'jenvoy:2' AND query LIKE 'LISTEN%'");

        await().atMost(PATIENCE).until(() -> two.contains(Notice.look(Kind.OVER)));
        PostgresNotices other = notices(1);
        other.start();
        await().atMost(PATIENCE).until(() -> {
            other.tell(Kind.OVER, List.of(5L));
            return two.contains(over(5));
        });
        assertThat(open.get(0).trouble()).isEmpty();
    }

    @Test
    void what_is_told_before_a_server_begins_keeps_nothing_back() {
        List<Notice> two = heard(2);
        PostgresNotices one = notices(1);
        one.tell(Kind.OVER, List.of(1L));
        one.start();

        await().atMost(PATIENCE).until(() -> two.contains(over(1)));
        one.tell(Kind.OVER, List.of(2L));
        await().atMost(PATIENCE).until(() -> two.contains(over(2)));
    }

    @Test
    void changes_for_pages_are_not_sent_while_no_page_is_open() {
        List<Notice> two = heard(2);
        PostgresNotices one = notices(1);
        one.start();
        watched = false;
        one.tell(Kind.TOUCHED, List.of(1L));
        watched = true;
        one.tell(Kind.TOUCHED, List.of(2L));

        await().atMost(PATIENCE).until(() -> two.contains(new Notice(Kind.TOUCHED, List.of(2L))));
        assertThat(two).doesNotContain(new Notice(Kind.TOUCHED, List.of(1L)));
    }

    /** Starts a server of that number, and returns what it hears, after it listens. */
    private List<Notice> heard(int number) {
        List<Notice> heard = new CopyOnWriteArrayList<>();
        PostgresNotices notices = notices(number);
        IntStream.range(0, Kind.values().length).forEach(i -> notices.listen(Kind.values()[i], heard::add));
        notices.start();
        // It looks for itself once it listens.
        await().atMost(PATIENCE).until(() -> heard.contains(Notice.look(Kind.GONE)));
        return heard;
    }

    private PostgresNotices notices(int number) {
        Connector connector = ClusterFixture.connector(url);
        PostgresNotices notices = new PostgresNotices(
                connector,
                new KeptConnection(connector, () -> number, Duration.ofSeconds(5)),
                77,
                () -> number,
                () -> watched,
                System::nanoTime);
        open.add(notices);
        return notices;
    }

    private static Notice over(long... numbers) {
        return new Notice(Kind.OVER, Arrays.stream(numbers).boxed().toList());
    }

    private static Notice yours(long number) {
        return new Notice(Kind.YOURS, List.of(number));
    }
}
