package dev.jenvoy.cli.send;

import dev.jenvoy.sender.sample.SampleRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpRetryException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sends once and reads the answer: no redirect is followed and nothing is sent a second time. It uses
 * {@link HttpURLConnection}, because a command that sends once spends its time on starting up: measured on two cores,
 * the newer client takes a second more for that. A GET it may send again by itself, when the connection breaks before
 * the answer: what is sent so must be something that its server takes only once.
 */
final class SendClient {

    private static final List<String> INTERESTING =
            List.of("Content-Type", "X-Jenvoy-Delivery", "Retry-After", "Allow", "Location", "Server", "Via");
    private static final int MAX_ANSWER_BYTES = 64 << 20;

    private final Duration timeout;

    /** A client that waits this long for the connection, and each time that it waits for more of the answer. */
    SendClient(Duration timeout) {
        this.timeout = timeout;
    }

    /**
     * Sends and waits.
     *
     * @throws IOException when there is no answer
     */
    SendReply send(URI url, SampleRequest request, Map<String, String> headers) throws IOException {
        long begin = System.nanoTime();
        HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
        try {
            connection.setConnectTimeout((int) timeout.toMillis());
            connection.setReadTimeout((int) timeout.toMillis());
            connection.setInstanceFollowRedirects(false);
            connection.setUseCaches(false);
            connection.setRequestMethod(request.method());
            headers.forEach(connection::setRequestProperty);
            @Nullable IOException unsent = request.method().equals("GET") ? null : write(connection, request.body());
            int status = status(connection, unsent);
            String text = new String(read(connection, status), StandardCharsets.UTF_8);
            return new SendReply(status, Duration.ofNanos(System.nanoTime() - begin), interesting(connection), text);
        } finally {
            connection.disconnect();
        }
    }

    /** A server may answer, and close, before it has read everything: then the answer counts, if it can be read. */
    private static @Nullable IOException write(HttpURLConnection connection, byte[] body) throws IOException {
        connection.setDoOutput(true);
        // Also keeps it from sending again when a connection breaks.
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
            // A 401 from a proxy in between: the class would send again with a login, and gives no body.
            return e.responseCode();
        } catch (IOException e) {
            if (unsent != null) {
                e.addSuppressed(unsent);
            }
            throw e;
        }
        if (status < 0) {
            throw new IOException("what answered does not speak HTTP");
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

    private static Map<String, String> interesting(HttpURLConnection connection) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : INTERESTING) {
            @Nullable String value = connection.getHeaderField(name);
            if (value != null) {
                headers.put(name, value);
            }
        }
        return headers;
    }
}
