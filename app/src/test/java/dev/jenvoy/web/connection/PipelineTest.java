package dev.jenvoy.web.connection;

import static dev.jenvoy.web.connection.LoopbackListener.answered;
import static org.assertj.core.api.Assertions.assertThat;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many pipelined requests on many connections: other connections of the same thread get their turn in between. */
@Timeout(60)
class PipelineTest {

    private static final int CONNECTIONS = 60;
    /** So many that the crowd is not answered within the time for which a busy machine may keep a client waiting. */
    private static final int REQUESTS = 1_600;

    private static final byte[] ONE = request("/crowd");

    private final AtomicInteger served = new AtomicInteger();
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch go = new CountDownLatch(1);
    private LoopbackListener listener;

    private static byte[] request(String path) {
        return ("GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    @BeforeEach
    void listen() {
        listener = new LoopbackListener(this::handle);
    }

    @AfterEach
    void stop() throws Exception {
        go.countDown();
        listener.stop();
    }

    private void handle(HttpServerExchange exchange) throws InterruptedException {
        switch (exchange.getRequestPath()) {
            case "/hold" -> {
                held.countDown();
                go.await();
            }
            case "/crowd" -> served.incrementAndGet();
            default -> exchange.getResponseHeaders().put(Headers.CONTENT_LENGTH, 0);
        }
        exchange.endExchange();
    }

    private static void ask(Socket socket) throws IOException {
        socket.getOutputStream().write(request("/other"));
        answered(socket);
    }

    @Test
    void a_crowd_that_pipelines_leaves_turns_to_others() throws Exception {
        Socket other = listener.connect();
        ask(other);
        List<Socket> crowd = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            Socket one = listener.connect();
            ask(one);
            crowd.add(one);
        }
        listener.connect().getOutputStream().write(request("/hold"));
        assertThat(held.await(20, TimeUnit.SECONDS)).isTrue();
        byte[] many =
                new String(ONE, StandardCharsets.US_ASCII).repeat(REQUESTS).getBytes(StandardCharsets.US_ASCII);
        for (Socket one : crowd) {
            one.getOutputStream().write(many);
        }
        go.countDown();

        for (int i = 0; i < 4; i++) {
            ask(other);
        }

        assertThat(served.get()).isLessThan(CONNECTIONS * REQUESTS / 2);
    }

    @Test
    void every_request_of_a_connection_is_answered_in_its_order() throws Exception {
        Socket one = listener.connect();
        one.getOutputStream()
                .write(new String(ONE, StandardCharsets.US_ASCII)
                        .repeat(REQUESTS)
                        .getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < REQUESTS; i++) {
            answered(one);
        }
        assertThat(served.get()).isEqualTo(REQUESTS);
        ask(one);
    }
}
