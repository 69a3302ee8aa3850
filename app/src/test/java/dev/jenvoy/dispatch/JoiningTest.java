package dev.jenvoy.dispatch;

import static dev.jenvoy.dispatch.DispatchFixture.ORDERED;
import static dev.jenvoy.dispatch.DispatchFixture.await;
import static dev.jenvoy.dispatch.DispatchFixture.delivery;
import static dev.jenvoy.dispatch.DispatchFixture.facts;
import static dev.jenvoy.dispatch.DispatchFixture.push;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.DeliveryKey;
import dev.jenvoy.dispatch.intake.Submission;
import dev.jenvoy.dispatch.schedule.DeliveryProgress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The same delivery, sent again. */
@Timeout(60)
final class JoiningTest {

    @TempDir
    Path folder;

    private DispatchFixture house;
    private Scripts scripts;

    @BeforeEach
    void open() throws Exception {
        house = new DispatchFixture(folder.resolve("data"));
        scripts = house.scripts;
    }

    @AfterEach
    void close() throws Exception {
        house.abandon();
    }

    @Test
    void sent_again_while_it_runs_it_joins_and_its_hooks_run_once() throws Exception {
        DeliveryProgress one = house.accept(push("d"));
        scripts.awaitStart("d/hook");
        DeliveryProgress two = house.accept(push("d"));
        scripts.end("d/hook");
        assertThat(await(one)).isEqualTo(await(two)).hasSize(1);
        assertThat(scripts.starts()).hasSize(1);
        assertThat(house.storage.history().entriesOf(DispatchFixture.key("d"))).hasSize(1);
    }

    @Test
    void sent_again_while_it_waits_it_joins() throws Exception {
        house.accept(push("before"));
        scripts.awaitStart("before/hook");
        house.accept(push("d"));
        DeliveryProgress two = house.accept(push("d"));
        scripts.end("before/hook");
        scripts.end("d/hook");
        assertThat(await(two)).hasSize(1);
        assertThat(scripts.starts()).containsExactly("before/hook", "d/hook");
    }

    @Test
    void sent_many_times_at_once_it_is_accepted_once() throws Exception {
        Dispatcher dispatcher = house.begin();
        List<CompletableFuture<Submission>> all = new ArrayList<>();
        List<Thread> senders = new ArrayList<>();
        for (int at = 0; at < 8; at++) {
            Thread sender = new Thread(() -> {
                for (int again = 0; again < 20; again++) {
                    var stage = dispatcher.submit(push("d"), Map.of()).toCompletableFuture();
                    synchronized (all) {
                        all.add(stage);
                    }
                }
            });
            sender.start();
            senders.add(sender);
        }
        for (Thread sender : senders) {
            sender.join();
        }
        scripts.end("d/hook");
        for (CompletableFuture<Submission> one : all) {
            assertThat(await(((Submission.Accepted) one.get()).progress())).hasSize(1);
        }
        assertThat(scripts.starts()).hasSize(1);
    }

    @Test
    void sent_again_afterwards_it_is_planned_anew_and_runs_as_the_next_attempt() throws Exception {
        scripts.end("d/hook");
        await(house.accept(push("d")));
        house.plan(scripts.held("hook", ORDERED), scripts.held("new", ORDERED));
        scripts.end("d/hook");
        scripts.end("d/new");
        assertThat(await(house.accept(push("d"))))
                .extracting(DeliveryProgress.Ended::name)
                .containsExactly("hook", "new");
        assertThat(scripts.attempts()).containsExactly(1, 2, 1);
        assertThat(house.detail("d").summary().redelivery()).isEqualTo(2);
    }

    @Test
    void a_known_key_with_another_payload_or_event_is_a_conflict_while_it_runs_and_afterwards() throws Exception {
        DeliveryProgress progress = house.accept(push("d"));
        Delivery payload = delivery("d", facts("push", "site", null), "{\"other\":1}");
        Delivery event = delivery("d", facts("release", "site", null), "{\"id\":\"d\"}");
        assertThat(house.submit(payload)).isInstanceOf(Submission.Conflict.class);
        assertThat(house.submit(event)).isInstanceOf(Submission.Conflict.class);
        scripts.end("d/hook");
        await(progress);
        assertThat(house.submit(payload)).isInstanceOf(Submission.Conflict.class);
        assertThat(house.submit(event)).isInstanceOf(Submission.Conflict.class);
        assertThat(scripts.starts()).hasSize(1);
    }

    @Test
    void one_id_of_two_webhooks_is_two_deliveries() throws Exception {
        Delivery one = push("d");
        Delivery other = new Delivery(
                new DeliveryKey("github", "43", "d"), one.facts(), one.payload(), one.digest(), DispatchFixture.NOON);
        scripts.end("d/hook");
        scripts.end("d/hook");
        DeliveryProgress first = house.accept(one);
        DeliveryProgress second = house.accept(other);
        await(first);
        await(second);
        assertThat(scripts.attempts()).containsExactly(1, 1);
    }

    @Test
    void a_delivery_left_by_an_earlier_server_is_joined() throws Exception {
        house.accept(push("d"));
        scripts.awaitStart("d/hook");
        DispatchFixture next = new DispatchFixture(house.killed(folder.resolve("next")));
        next.begin();
        DeliveryProgress joined = next.accept(push("d"));
        next.scripts.end("d/hook");
        assertThat(await(joined)).hasSize(1);
        assertThat(next.scripts.attempts()).containsExactly(2);
        next.abandon();
    }

    @Test
    void what_causes_nothing_is_noted_and_what_deletes_runs_nothing() throws Exception {
        house.plan();
        assertThat(house.submit(push("nothing"))).isInstanceOf(Submission.Unmatched.class);
        house.plan("hook", ORDERED);
        assertThat(house.submit(delivery("ping", facts("ping", "site", null), "{}")))
                .isInstanceOf(Submission.Pong.class);
        assertThat(scripts.starts()).isEmpty();
    }
}
