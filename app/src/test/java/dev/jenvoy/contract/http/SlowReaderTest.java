package dev.jenvoy.contract.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.TestServer;
import dev.jenvoy.contract.kit.Wire;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients that do not read their responses are disconnected, and their further requests are not read meanwhile. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SlowReaderTest {

    /** More responses than both sides' socket buffers hold, sent in pieces. */
    private static final byte[] QUESTIONS =
            "GET /nothing HTTP/1.1\r\nHost: a\r\n\r\n".repeat(2_000).getBytes(StandardCharsets.US_ASCII);

    private static final int MOST = 200 << 20;

    @TempDir
    static Path folder;

    private TestServer site;

    @BeforeAll
    void start() throws Exception {
        site = TestServer.in(folder)
                .with("request_timeout", "700ms")
                .hook("push-site", "#!/bin/sh", "echo ok")
                .start();
    }

    @AfterAll
    void stop() {
        site.close();
    }

    /** Uses a channel, because its write can be interrupted when the server never reads. */
    private SocketChannel lazy() throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.setOption(StandardSocketOptions.SO_RCVBUF, 2304);
        channel.connect(new InetSocketAddress("127.0.0.1", site.address().getPort()));
        return channel;
    }

    @Test
    @Timeout(30)
    void a_client_that_reads_no_answer_is_cut_off_and_nothing_more_is_read_of_it() throws Exception {
        try (SocketChannel lazy = lazy()) {
            long sent = 0;
            boolean closed = false;
            long began = System.nanoTime();
            while (!closed && sent < MOST) {
                try {
                    sent += lazy.write(ByteBuffer.wrap(QUESTIONS));
                } catch (IOException e) {
                    closed = true;
                }
            }
            assertThat(System.nanoTime() - began).isLessThan(TimeUnit.SECONDS.toNanos(20));
            assertThat(closed).isTrue();
        }
        assertThat(site.send(HookRequest.push()).status()).isEqualTo(200);
    }

    @Test
    void one_that_reads_late_but_in_time_gets_all_its_answers() throws Exception {
        int questions = 300;
        try (Wire wire = site.wire()) {
            wire.send("GET /nothing HTTP/1.1\r\nHost: a\r\n\r\n".repeat(questions));
            for (int i = 0; i < questions; i++) {
                assertThat(wire.answer().status()).isEqualTo(404);
            }
            assertThat(wire.send(HookRequest.push()).answer().status()).isEqualTo(200);
        }
    }
}
