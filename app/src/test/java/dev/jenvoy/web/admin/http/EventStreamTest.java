package dev.jenvoy.web.admin.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.undertow.Undertow;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class EventStreamTest {

    /** A page reads its list when the stream is open, so it must get every later event. */
    @Test
    void a_client_sees_the_stream_open_only_when_it_has_begun() throws Exception {
        CountDownLatch seen = new CountDownLatch(1);
        AtomicBoolean begun = new AtomicBoolean();
        Undertow server = Undertow.builder()
                .addHttpListener(
                        0,
                        "127.0.0.1",
                        exchange -> exchange.dispatch(() -> EventStream.open(exchange, LoginTicket.FOR_ALL, stream -> {
                            awaitAMoment(seen);
                            begun.set(true);
                            stream.sendFirst("status", "{}");
                            stream.end();
                        })))
                .build();
        server.start();
        try {
            InetSocketAddress address =
                    (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
            URI uri = URI.create("http://127.0.0.1:" + address.getPort() + "/");
            CompletableFuture<Boolean> begunWhenSeen = new CompletableFuture<>();
            HttpResponse<InputStream> answer = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(uri).build(), head -> {
                        begunWhenSeen.complete(begun.get());
                        seen.countDown();
                        return HttpResponse.BodySubscribers.ofInputStream();
                    });
            assertThat(new String(answer.body().readAllBytes())).isEqualTo("event: status\ndata: {}\n\n");
            assertThat(begunWhenSeen).isCompletedWithValue(true);
        } finally {
            server.stop();
        }
    }

    /** Waits as long as a head that was sent too early would need to arrive, and much longer. */
    private static void awaitAMoment(CountDownLatch seen) {
        try {
            boolean unusedSeen = seen.await(300, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
