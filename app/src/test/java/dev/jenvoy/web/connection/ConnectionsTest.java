package dev.jenvoy.web.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.SameThreadExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests which connections are closed when a listener runs out of places. */
@Timeout(60)
final class ConnectionsTest {

    private static final int MOST = 16;

    private final AtomicLong nanos = new AtomicLong();
    private final Crowding crowding = new Crowding(nanos::get);
    private final Connections connections = new Connections(MOST, Duration.ofMillis(700), crowding);
    private final BlockingQueue<HttpServerExchange> atWork = new LinkedBlockingQueue<>();
    private final Deque<Socket> clients = new ArrayDeque<>();
    private HttpListener listener;

    @BeforeEach
    void listen() {
        listener = new HttpListener(
                Doors.port(new InetSocketAddress("127.0.0.1", 0)),
                new HttpListener.Threads(2, 2, 2),
                Duration.ofSeconds(30),
                Duration.ofSeconds(30),
                connections,
                exchange -> {
                    if (exchange.getRequestPath().equals("/work")) {
                        exchange.dispatch(SameThreadExecutor.INSTANCE, () -> atWork.add(exchange));
                        return;
                    }
                    if (exchange.getRequestPath().equals("/good")) {
                        ClientConnection.of(exchange).proves();
                    } else if (exchange.getRequestPath().equals("/farewell")) {
                        ClientConnection.of(exchange).leaves();
                    }
                    exchange.getResponseSender().send("served");
                });
        listener.start();
    }

    @AfterEach
    void stop() throws Exception {
        for (Socket client : clients) {
            client.close();
        }
        listener.stop();
    }

    private Socket client() throws IOException {
        Socket client = new Socket("127.0.0.1", listener.address().getPort());
        client.setSoTimeout(20_000);
        clients.add(client);
        return client;
    }

    private static void ask(Socket client, String path) throws IOException {
        String question = "GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n";
        client.getOutputStream().write(question.getBytes(StandardCharsets.US_ASCII));
    }

    /** Returns the response; empty if the connection was closed. */
    private static String answer(Socket client) throws IOException {
        byte[] answer = new byte[1000];
        int count = client.getInputStream().read(answer);
        return count < 0 ? "" : new String(answer, 0, count, StandardCharsets.US_ASCII);
    }

    private void silent(int count) throws IOException {
        int before = connections.count();
        for (int i = 0; i < count; i++) {
            client();
        }
        Awaitility.await().until(() -> connections.count() == before + count);
    }

    @Test
    void one_more_than_there_is_room_for_is_served_and_the_longest_silent_are_closed() throws Exception {
        Socket first = client();
        Awaitility.await().until(() -> connections.count() == 1);
        silent(MOST - 3);
        for (int i = 0; i < MOST; i++) {
            Socket next = client();
            ask(next, "/");
            assertThat(answer(next)).endsWith("served");
        }
        assertThat(answer(first)).isEmpty();
        assertThat(connections.count()).isLessThanOrEqualTo(MOST);
        assertThat(crowding.times()).isPositive();
    }

    /** Waits without a pause, so that no connection is silent for long before the next one comes. */
    private void awaitCount(int count) {
        Awaitility.await()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> connections.count() == count);
    }

    @Test
    void of_the_silent_those_that_were_heard_of_later_stay() throws Exception {
        Socket first = client();
        awaitCount(1);
        for (int i = 2; i < MOST / 2; i++) {
            client();
        }
        awaitCount(MOST / 2 - 1);
        List<Socket> later = new ArrayList<>();
        for (int i = 1; i < MOST / 2; i++) {
            later.add(client());
        }
        awaitCount(MOST - 2);
        client();
        assertThat(answer(first)).isEmpty();
        for (Socket client : later) {
            ask(client, "/");
            assertThat(answer(client)).endsWith("served");
        }
    }

    @Test
    void one_by_which_something_good_came_stays_longer() throws Exception {
        Socket good = client();
        ask(good, "/good");
        assertThat(answer(good)).endsWith("served");
        Socket stranger = client();
        awaitCount(2);
        silent(MOST - 4);
        client();
        assertThat(answer(stranger)).isEmpty();
        ask(good, "/");
        assertThat(answer(good)).endsWith("served");
    }

    @Test
    void one_that_only_has_to_find_its_answer_goes_before_the_silent() throws Exception {
        for (int i = 1; i < MOST - 2; i++) {
            client();
        }
        awaitCount(MOST - 3);
        Socket leaving = client();
        ask(leaving, "/farewell");
        assertThat(answer(leaving)).endsWith("served");
        client();
        assertThat(answer(leaving)).isEmpty();
    }

    @Test
    void one_whose_request_is_worked_on_stays() throws Exception {
        Socket working = client();
        ask(working, "/work");
        HttpServerExchange request = atWork.poll(20, TimeUnit.SECONDS);
        assertThat(request).isNotNull();
        silent(MOST - 3);
        for (int i = 0; i < 2 * MOST; i++) {
            Socket next = client();
            ask(next, "/");
            assertThat(answer(next)).endsWith("served");
        }
        request.getIoThread().execute(() -> request.getResponseSender().send("done"));
        assertThat(answer(working)).endsWith("done");
    }

    @Test
    void when_all_are_worked_on_the_next_waits_for_one_to_end() throws Exception {
        List<Socket> working = new ArrayList<>();
        for (int i = 0; i < MOST; i++) {
            Socket client = client();
            ask(client, "/work");
            working.add(client);
        }
        Awaitility.await().until(() -> atWork.size() == MOST);
        Socket next = client();
        ask(next, "/");
        HttpServerExchange request = atWork.take();
        request.getIoThread().execute(() -> {
            request.setPersistent(false);
            request.getResponseSender().send("done");
        });
        assertThat(answer(next)).endsWith("served");
        assertThat(working).noneMatch(Socket::isClosed);
    }

    @Test
    void as_long_as_there_is_room_the_silent_stay() throws Exception {
        silent(MOST / 2);
        Socket first = clients.getFirst();
        ask(first, "/");
        assertThat(answer(first)).endsWith("served");
        ask(first, "/");
        assertThat(answer(first)).endsWith("served");
        assertThat(crowding.trouble()).isEmpty();
    }

    @Test
    void a_body_that_was_heard_of_too_lately_is_broken_off_by_a_later_search() throws Exception {
        Socket client = client();
        ask(client, "/work");
        HttpServerExchange request = atWork.poll(20, TimeUnit.SECONDS);
        assertThat(request).isNotNull();
        AtomicLong excess = new AtomicLong(1);
        request.getIoThread().execute(() -> {
            ClientConnection.of(request).awaits(new ClientConnection.Body() {
                @Override
                public long onDisk() {
                    return 1;
                }

                @Override
                public void breakOff() {
                    excess.set(0);
                    request.getResponseSender().send("broken off");
                }
            });
            connections.breakOffSilentBodies(excess::get, request.getIoThread());
        });
        assertThat(answer(client)).endsWith("broken off");
        assertThat(crowding.times()).isEqualTo(1);
    }

    @Test
    void rejections_are_reported_for_a_minute() {
        crowding.turnedAway(Crowding.Cause.CONNECTIONS, 3);
        crowding.turnedAway(Crowding.Cause.BODIES, 1);
        assertThat(crowding.times()).isEqualTo(4);
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(59));
        assertThat(crowding.trouble())
                .contains("requests were rejected in the last minute for lack of room: too many request bodies");
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
        assertThat(crowding.trouble()).isEmpty();
    }
}
