package dev.jenvoy.web.connection;

import static dev.jenvoy.web.connection.LoopbackListener.answered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpServerConnection;
import io.undertow.util.Headers;
import io.undertow.util.SameThreadExecutor;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.xnio.channels.StreamSourceChannel;
import org.xnio.conduits.StreamSourceConduit;

/** A connection that stays watched while another thread works on its request. */
@Timeout(60)
class StaysWatchedTest {

    private static final int CONNECTIONS = 4;
    private static final int REQUESTS = 5_000;
    private static final byte[] AT_ONCE = request("/at-once");
    private static final byte[] HELD = request("/held");

    private final ExecutorService others = Executors.newCachedThreadPool();
    private final LinkedBlockingQueue<HttpServerExchange> held = new LinkedBlockingQueue<>();
    private LoopbackListener listener;

    private static byte[] request(String path) {
        return ("POST " + path + " HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbody")
                .getBytes(StandardCharsets.US_ASCII);
    }

    @BeforeEach
    void listen() {
        listener = new LoopbackListener(
                exchange -> exchange.dispatch(SameThreadExecutor.INSTANCE, () -> readWhole(exchange)));
    }

    @AfterEach
    void stop() throws Exception {
        listener.stop();
        others.shutdownNow();
    }

    private void readWhole(HttpServerExchange exchange) {
        try {
            StreamSourceChannel body = exchange.getRequestChannel();
            while (body.read(ByteBuffer.allocate(8)) >= 0) {
                Thread.onSpinWait();
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        ClientConnection.of(exchange).staysWatched(exchange);
        if (exchange.getRequestPath().equals("/held")) {
            held.add(exchange);
        } else {
            others.execute(() -> answer(exchange));
        }
    }

    private static void answer(HttpServerExchange exchange) {
        exchange.getResponseHeaders().put(Headers.CONTENT_LENGTH, 0);
        exchange.endExchange();
    }

    private static StreamSourceConduit source(HttpServerExchange exchange) {
        return ((HttpServerConnection) exchange.getConnection()).getOriginalSourceConduit();
    }

    private HttpServerExchange held() throws InterruptedException {
        HttpServerExchange exchange = held.poll(20, TimeUnit.SECONDS);
        assertThat(exchange).isNotNull();
        return exchange;
    }

    private static void awaitUnwatched(HttpServerExchange exchange) {
        await().until(() -> !source(exchange).isReadResumed());
    }

    /** The next request often comes while the thread that answered still ends the last one. */
    @Test
    void every_request_of_a_client_that_sends_at_once_again_is_answered() throws Exception {
        List<Future<Integer>> clients = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            Socket socket = listener.connect();
            clients.add(others.submit(() -> {
                int count = 0;
                for (; count < REQUESTS; count++) {
                    socket.getOutputStream().write(AT_ONCE);
                    answered(socket);
                }
                return count;
            }));
        }
        for (Future<Integer> client : clients) {
            assertThat(client.get(50, TimeUnit.SECONDS)).isEqualTo(REQUESTS);
        }
    }

    @Test
    void is_watched_until_the_client_sends_more_which_is_read_after_the_answer() throws Exception {
        Socket socket = listener.connect();
        socket.getOutputStream().write(HELD);
        HttpServerExchange first = held();
        CompletableFuture<Boolean> watched = new CompletableFuture<>();
        first.getIoThread().execute(() -> watched.complete(source(first).isReadResumed()));
        assertThat(watched.get(20, TimeUnit.SECONDS)).isTrue();

        socket.getOutputStream().write(AT_ONCE);
        awaitUnwatched(first);
        assertThat(held).isEmpty();

        answer(first);
        answered(socket);
        answered(socket);
    }

    @Test
    void a_client_that_leaves_before_its_answer_costs_no_further_look() throws Exception {
        Socket socket = listener.connect();
        socket.getOutputStream().write(HELD);
        HttpServerExchange exchange = held();
        socket.close();
        awaitUnwatched(exchange);
        answer(exchange);
        await().until(() -> !exchange.getConnection().isOpen());
    }

    @Test
    void a_connection_that_ends_with_its_answer_is_not_watched() throws Exception {
        Socket socket = listener.connect();
        socket.getOutputStream()
                .write(new String(HELD, StandardCharsets.US_ASCII)
                        .replace("Host: a", "Host: a\r\nConnection: close")
                        .getBytes(StandardCharsets.US_ASCII));
        HttpServerExchange exchange = held();
        assertThat(source(exchange).isReadResumed()).isFalse();
        answer(exchange);
        answered(socket);
        assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }

    @Test
    void pipelined_requests_are_not_watched_and_answered_in_order() throws Exception {
        Socket socket = listener.connect();
        socket.getOutputStream()
                .write((new String(HELD, StandardCharsets.US_ASCII) + new String(AT_ONCE, StandardCharsets.US_ASCII))
                        .getBytes(StandardCharsets.US_ASCII));
        HttpServerExchange exchange = held();
        assertThat(source(exchange).isReadResumed()).isFalse();
        answer(exchange);
        answered(socket);
        answered(socket);
    }
}
