package dev.jenvoy.cli.send;

import dev.jenvoy.web.tls.PinnedCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.HttpRetryException;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javax.net.ssl.HttpsURLConnection;
import org.jspecify.annotations.Nullable;

/**
 * Sends one request and reads the response. Follows no redirect and sends nothing twice. Uses {@link
 * HttpURLConnection}, because the newer client starts more slowly, and this command sends only once. The class may
 * repeat a GET if the connection breaks before the response, so a GET must be a request that the server accepts only
 * once.
 */
final class SendClient {

    private static final List<String> INTERESTING =
            List.of("Content-Type", "X-Jenvoy-Delivery", "Retry-After", "Allow", "Location", "Server", "Via");
    private static final int MAX_ANSWER_BYTES = 64 << 20;

    /** The methods that the class knows. */
    private static final Set<String> KNOWN = Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE");

    private static final Set<String> BODILESS = Set.of("GET", "HEAD", "TRACE");

    private final Duration timeout;
    private final Optional<Path> certificate;

    /**
     * Creates a client.
     *
     * @param timeout limits connecting and each wait for more of the response
     * @param certificate the file of the only certificate to trust; empty to trust what Java trusts
     */
    SendClient(Duration timeout, Optional<Path> certificate) {
        this.timeout = timeout;
        this.certificate = certificate;
    }

    /**
     * Sends a request and waits for the response.
     *
     * @throws IOException when there is no response
     */
    SendReply send(URI url, String method, Map<String, String> headers, byte[] body) throws IOException {
        long begin = System.nanoTime();
        if (!KNOWN.contains(method)) {
            return sendOther(url, method, headers, body, begin);
        }
        HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
        try {
            if (certificate.isPresent() && connection instanceof HttpsURLConnection secure) {
                PinnedCertificate.require(secure, certificate.get());
            }
            connection.setConnectTimeout((int) timeout.toMillis());
            connection.setReadTimeout((int) timeout.toMillis());
            connection.setInstanceFollowRedirects(false);
            connection.setUseCaches(false);
            connection.setRequestMethod(method);
            headers.forEach(connection::setRequestProperty);
            @Nullable IOException unsent = BODILESS.contains(method) ? null : write(connection, body);
            int status = status(connection, unsent);
            String text = new String(read(connection, status), StandardCharsets.UTF_8);
            return new SendReply(
                    status,
                    Duration.ofNanos(System.nanoTime() - begin),
                    interesting(name -> Optional.ofNullable(connection.getHeaderField(name))),
                    text);
        } finally {
            connection.disconnect();
        }
    }

    /** Sends a request of a method such as PATCH, with the newer client. */
    private SendReply sendOther(URI url, String method, Map<String, String> headers, byte[] body, long begin)
            throws IOException {
        HttpClient.Builder client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(timeout);
        if (certificate.isPresent()) {
            client.sslContext(PinnedCertificate.context(certificate.get()));
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .timeout(timeout)
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        try {
            HttpResponse<InputStream> response =
                    client.build().send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream in = response.body()) {
                String text = new String(in.readNBytes(MAX_ANSWER_BYTES), StandardCharsets.UTF_8);
                return new SendReply(
                        response.statusCode(),
                        Duration.ofNanos(System.nanoTime() - begin),
                        interesting(response.headers()::firstValue),
                        text);
            }
        } catch (HttpTimeoutException e) {
            SocketTimeoutException late = new SocketTimeoutException(e.getMessage());
            late.initCause(e);
            throw late;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    /**
     * Writes the body. A server may respond and close before it has read everything; a readable response counts then.
     */
    private static @Nullable IOException write(HttpURLConnection connection, byte[] body) throws IOException {
        connection.setDoOutput(true);
        // Also prevents a second request after a broken connection.
        connection.setFixedLengthStreamingMode(body.length);
        OutputStream out = connection.getOutputStream();
        try (out) {
            out.write(body);
            return null;
        } catch (IOException e) {
            return e;
        }
    }

    private static int status(HttpURLConnection connection, @Nullable IOException unsent) throws IOException {
        int status;
        try {
            status = connection.getResponseCode();
        } catch (HttpRetryException e) {
            // A 401 from a proxy: the class would send the request again with a login, and returns no body.
            return e.responseCode();
        } catch (IOException e) {
            if (unsent != null) {
                e.addSuppressed(unsent);
            }
            throw e;
        }
        if (status < 0) {
            throw new IOException("the response is not HTTP");
        }
        return status;
    }

    private static byte[] read(HttpURLConnection connection, int status) throws IOException {
        @Nullable InputStream in = status >= 400 ? connection.getErrorStream() : connection.getInputStream();
        if (in == null) {
            return new byte[0];
        }
        try (in) {
            return in.readNBytes(MAX_ANSWER_BYTES);
        }
    }

    private static Map<String, String> interesting(Function<String, Optional<String>> header) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : INTERESTING) {
            header.apply(name).ifPresent(value -> headers.put(name, value));
        }
        return headers;
    }
}
