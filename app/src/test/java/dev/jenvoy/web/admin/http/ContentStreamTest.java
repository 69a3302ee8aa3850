package dev.jenvoy.web.admin.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.undertow.Undertow;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class ContentStreamTest {

    private static final long SIZE = 1L << 30;

    private final CountDownLatch opened = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    /** Never ends, and reports when it is closed. */
    private InputStream open() {
        opened.countDown();
        return new FilterInputStream(new InputStream() {
            @Override
            public int read() {
                return 'x';
            }
        }) {
            @Override
            public void close() throws IOException {
                closed.countDown();
                super.close();
            }
        };
    }

    @Test
    void a_client_that_is_cut_off_because_it_does_not_read_leaves_no_file_open() throws Exception {
        Undertow server = Undertow.builder()
                .addHttpListener(
                        0,
                        "127.0.0.1",
                        exchange -> exchange.dispatch(() -> new ContentStream(
                                        exchange, this::open, SIZE, LoginTicket.FOR_ALL, Duration.ofMillis(300))
                                .begin()))
                .build();
        server.start();
        try (Socket lazy = new Socket()) {
            InetSocketAddress address =
                    (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
            lazy.setReceiveBufferSize(8_192);
            lazy.connect(new InetSocketAddress("127.0.0.1", address.getPort()));
            lazy.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

            assertThat(opened.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
        } finally {
            server.stop();
        }
    }
}
