package dev.jenvoy.http;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/**
 * Sends the requests of one connection. Never follows a redirect, never sends to an address that {@link WebAddress}
 * rejects, and tells a request that was certainly not sent from one whose answer was lost. Its threads and sockets begin
 * with the first request. Thread-safe.
 */
public final class HttpCaller implements AutoCloseable {

    private static final Duration TIME_LIMIT = Duration.ofSeconds(10);
    private static final int MAX_ANSWER_BYTES = 64 << 10;

    private final Duration timeLimit;
    private final int maxAnswerBytes;
    private final Set<Runnable> breakOffs = ConcurrentHashMap.newKeySet();
    private @Nullable HttpClient client;

    /** Limits a request to ten seconds, and reads 64 KB of an answer. */
    public HttpCaller() {
        this(TIME_LIMIT, MAX_ANSWER_BYTES);
    }

    /**
     * @param timeLimit the time for one request with its whole answer
     * @param maxAnswerBytes how much of an answer is read
     */
    public HttpCaller(Duration timeLimit, int maxAnswerBytes) {
        this.timeLimit = timeLimit;
        this.maxAnswerBytes = maxAnswerBytes;
    }

    /** Sends a request. Blocks for the time limit at most. */
    public HttpReply send(HttpCall call) throws InterruptedException {
        return send(call, timeLimit, maxAnswerBytes);
    }

    /** Sends a request with limits of its own, for an answer that the service holds back on purpose. */
    public HttpReply send(HttpCall call, Duration limit, int maxAnswerBytes) throws InterruptedException {
        AtomicBoolean begun = new AtomicBoolean();
        HttpRequest.Builder request = HttpRequest.newBuilder(call.address().uri())
                .timeout(limit)
                .header("User-Agent", "Jenvoy")
                .method(call.method(), body(call.body(), begun));
        if (!call.contentType().isEmpty()) {
            request.header("Content-Type", call.contentType());
        }
        call.headers().forEach(request::header);
        CompletableFuture<HttpResponse<CappedBody.Beginning>> answer =
                client().sendAsync(request.build(), head -> new CappedBody(maxAnswerBytes));
        Runnable breakOff = () -> answer.cancel(true);
        breakOffs.add(breakOff);
        try {
            HttpResponse<CappedBody.Beginning> response = answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            CappedBody.Beginning body = response.body();
            return new HttpReply.Answer(response.statusCode(), response.headers(), body.text(), body.cut());
        } catch (TimeoutException e) {
            return failed(new HttpTimeoutException("no answer"), begun.get(), limit);
        } catch (CancellationException e) {
            return new HttpReply.Lost("broken off");
        } catch (ExecutionException e) {
            return failed(e.getCause() == null ? e : e.getCause(), begun.get(), limit);
        } finally {
            // Has no effect on a request that has ended; any other is broken off, with its connection.
            breakOff.run();
            breakOffs.remove(breakOff);
        }
    }

    private synchronized HttpClient client() {
        HttpClient made = client;
        if (made == null) {
            made = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(timeLimit)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();
            client = made;
        }
        return made;
    }

    /** Returns a body that notes when its sending begins: before that, nothing useful has reached the service. */
    private static HttpRequest.BodyPublisher body(String text, AtomicBoolean begun) {
        HttpRequest.BodyPublisher whole = text.isEmpty()
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(text, StandardCharsets.UTF_8);
        return new HttpRequest.BodyPublisher() {
            @Override
            public long contentLength() {
                return whole.contentLength();
            }

            @Override
            public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
                begun.set(true);
                whole.subscribe(subscriber);
            }
        };
    }

    private static HttpReply failed(Throwable failure, boolean begun, Duration limit) {
        boolean encrypting = false;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
                return new HttpReply.NotSent("the host's name could not be resolved");
            }
            if (cause instanceof HttpConnectTimeoutException) {
                return new HttpReply.NotSent("no connection within " + seconds(limit));
            }
            if (cause instanceof NoRouteToHostException) {
                return new HttpReply.NotSent("there is no route to the host");
            }
            if (cause instanceof CertPathBuilderException || cause instanceof CertificateException) {
                return new HttpReply.NotSent("its certificate is not trusted on this machine");
            }
            encrypting |= isOfHandshake(cause);
        }
        if (encrypting) {
            return new HttpReply.NotSent("no encrypted connection could be made");
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException) {
                return new HttpReply.NotSent("no connection: it was refused");
            }
        }
        boolean late = failure instanceof HttpTimeoutException;
        String why = late ? "no answer within " + seconds(limit) : "the connection broke before the answer";
        return begun ? new HttpReply.Lost(why) : new HttpReply.NotSent(why);
    }

    /** The JDK has no class for an answer that is not TLS at all. */
    private static boolean isOfHandshake(Throwable cause) {
        return cause instanceof SSLHandshakeException
                || (cause instanceof SSLException
                        && String.valueOf(cause.getMessage()).contains("unrecognized SSL message"));
    }

    private static String seconds(Duration time) {
        return time.toSeconds() + " s";
    }

    /** Breaks off all requests. A later request opens new connections. */
    @Override
    public void close() {
        breakOffs.forEach(Runnable::run);
        synchronized (this) {
            // A client has no end of its own before JDK 21: it ends when it is no longer used.
            client = null;
        }
    }
}
