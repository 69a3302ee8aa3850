package dev.jenvoy.web.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.undertow.Undertow;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests {@code /healthz} over a real listener: it asks all parts. */
@Timeout(60)
class HealthHandlerTest {

    private final AtomicLong nanos = new AtomicLong();
    private final Liveness liveness = new Liveness(Duration.ofSeconds(5), nanos::get);
    private final HttpClient client = HttpClient.newHttpClient();
    private Undertow server;

    @BeforeEach
    void listen() {
        server = Undertow.builder()
                .addHttpListener(0, "127.0.0.1", HealthHandler.alive(liveness))
                .setIoThreads(2)
                .setWorkerThreads(2)
                .build();
        server.start();
    }

    @AfterEach
    void close() {
        server.stop();
    }

    private CompletableFuture<HttpResponse<String>> healthz() {
        int port = ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
        return client.sendAsync(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/healthz"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void a_server_whose_parts_all_answer_is_well() throws Exception {
        IoThreads.watch(liveness, "public", server.getWorker());
        liveness.add("the pool of worker threads", server.getWorker()::execute);
        List<Runnable> asked = new ArrayList<>();
        liveness.add("the journal's writer", task -> {
            asked.add(task);
            task.run();
        });

        HttpResponse<String> answer = healthz().get();

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualToIgnoringWhitespace("{\"status\":\"ok\"}");
        assertThat(asked).hasSize(1);
    }

    @Test
    void a_connection_thread_that_hangs_is_reported_when_its_time_is_up() throws Exception {
        IoThreads.watch(liveness, "public", server.getWorker());
        CountDownLatch hangs = new CountDownLatch(1);
        CountDownLatch goesOn = new CountDownLatch(1);
        // The hanging thread may also serve the request's connection: then this one is asked.
        server.getWorker().getIoThread(0).execute(() -> {
            hangs.countDown();
            try {
                goesOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        hangs.await();
        try {
            Liveness.Round round = liveness.ask();
            // A thread runs its tasks in order: after this task, the other thread has answered.
            CountDownLatch otherAnswered = new CountDownLatch(1);
            server.getWorker().getIoThread(1).execute(otherAnswered::countDown);
            otherAnswered.await();

            assertThat(round.isAnswered()).isFalse();
            assertThat(round.problems()).isEmpty();
            nanos.addAndGet(Duration.ofSeconds(5).toNanos());
            assertThat(round.problems())
                    .containsExactly("connection thread 1 of the public listener has not answered for 5 s");
        } finally {
            goesOn.countDown();
        }
        Liveness.Round round = liveness.ask();
        org.awaitility.Awaitility.await().until(round::isAnswered);
        assertThat(liveness.ask().problems()).isEmpty();
    }

    @Test
    void a_part_that_does_not_answer_in_time_is_named_with_503() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        liveness.add("the journal's writer", task -> asked.countDown());

        CompletableFuture<HttpResponse<String>> waits = healthz();
        asked.await();
        assertThat(waits).isNotDone();
        nanos.addAndGet(Duration.ofSeconds(5).toNanos());

        assertThat(waits.get().statusCode()).isEqualTo(503);
        assertThat(waits.get().body())
                .isEqualToIgnoringWhitespace("{\"status\":\"unavailable\","
                        + "\"problems\":[\"the journal's writer has not answered for 5 s\"]}");
        assertThat(healthz().get().statusCode()).isEqualTo(503);
    }

    @Test
    void a_part_that_takes_no_task_is_deaf_and_one_that_is_deaf_is_asked_once() {
        List<Runnable> asked = new ArrayList<>();
        liveness.add("one", task -> {
            asked.add(task);
            throw new java.util.concurrent.RejectedExecutionException("no more");
        });

        liveness.ask();
        nanos.addAndGet(Duration.ofSeconds(5).toNanos());

        assertThat(liveness.ask().problems()).containsExactly("one has not answered for 5 s");
        assertThat(asked).hasSize(1);
    }
}
