package dev.jenvoy.cli.admin;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import dev.jenvoy.cli.base.CalledAs;
import dev.jenvoy.cli.base.TerminalText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.HttpRetryException;
import java.net.HttpURLConnection;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Calls the admin listener of a running server. Follows no redirect and sends nothing twice. Uses {@link
 * HttpURLConnection}, which starts faster than the newer client, except for PATCH, which it does not support.
 */
public final class AdminClient {

    private static final Duration TO_CONNECT = Duration.ofSeconds(5);
    private static final Duration TO_ANSWER = Duration.ofSeconds(30);

    private final ServerUrl target;

    AdminClient(ServerUrl target) {
        this.target = target;
    }

    /** A response with any status. */
    @SuppressWarnings("ArrayRecordComponent")
    public // read by the caller, never compared
    record Reply(int status, byte[] body) {

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        public JsonObject json() throws AdminFailure {
            try {
                if (JsonParser.parseString(text()) instanceof JsonObject object) {
                    return object;
                }
            } catch (JsonParseException e) {
                // Reported below, like every other response that is not an object.
            }
            throw new AdminFailure(
                    "the address does not belong to an admin listener of Jenvoy: status " + status + " and no JSON");
        }

        /** Returns the error that the server reports. */
        public String error() throws AdminFailure {
            JsonElement error = json().get("error");
            return error instanceof JsonPrimitive words ? TerminalText.line(words.getAsString()) : "status " + status;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Reply that && status == that.status && java.util.Arrays.equals(body, that.body);
        }

        @Override
        public int hashCode() {
            return status;
        }

        @Override
        public String toString() {
            return "Reply[" + status + "]";
        }
    }

    /** Builds a path with parameters, each of which may have several values. */
    public static String query(String path, Map<String, List<String>> parameters) {
        String query = parameters.entrySet().stream()
                .flatMap(parameter -> parameter.getValue().stream()
                        .map(value -> parameter.getKey() + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)))
                .collect(Collectors.joining("&"));
        return query.isEmpty() ? path : path + "?" + query;
    }

    /** Adds a parameter for {@link #query} if it has a value. */
    public static void put(Map<String, List<String>> parameters, String name, @Nullable Object value) {
        if (value != null) {
            parameters.put(name, List.of(value.toString()));
        }
    }

    /** Requests an object that must exist. */
    public JsonObject get(String path) throws AdminFailure {
        return good(send("GET", path, null)).json();
    }

    /** Requests something that is not an object. */
    public byte[] bytes(String path) throws AdminFailure {
        return good(send("GET", path, null)).body();
    }

    private static Reply good(Reply reply) throws AdminFailure {
        if (reply.status() >= 300) {
            throw new AdminFailure(reply.error());
        }
        return reply;
    }

    /**
     * Sends a request, with this body if there is one.
     *
     * @throws AdminFailure when no server answers, or it requires another token
     */
    public Reply send(String method, String path, @Nullable JsonObject body) throws AdminFailure {
        byte[] bytes = body == null ? new byte[0] : body.toString().getBytes(StandardCharsets.UTF_8);
        try {
            Reply reply = method.equals("PATCH") ? patch(path, bytes) : exchange(method, path, bytes);
            if (reply.status() == 401) {
                throw new AdminFailure(
                        target.token() == null
                                ? "the server at " + target
                                        + " requires its admin_token: use --token env:NAME or file:PATH"
                                : "the server at " + target + " rejects this admin token");
            }
            return reply;
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    /** Takes lines of an answer. */
    @FunctionalInterface
    public interface Lines {
        void line(String line) throws AdminFailure;
    }

    /** Requests lines of text, and hands each on as it arrives. */
    public void lines(String path, Lines to) throws AdminFailure {
        try {
            HttpURLConnection connection = open("GET", path);
            int status = status(connection);
            if (status != 200) {
                throw new AdminFailure(new Reply(status, read(connection, status)).error());
            }
            try (BufferedReader reader =
                    new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    to.line(line);
                }
            }
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    /** Follows server-sent events, which end with the connection. */
    public AdminEvents events(String path) throws AdminFailure {
        try {
            HttpURLConnection connection = open("GET", path);
            connection.setRequestProperty("Accept", "text/event-stream");
            int status = connection.getResponseCode();
            if (status != 200) {
                throw new AdminFailure(new Reply(status, read(connection, status)).error());
            }
            return new AdminEvents(connection.getInputStream());
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    private AdminFailure unreachable(IOException e) {
        boolean nobody = e instanceof ConnectException
                || e instanceof NoRouteToHostException
                || e instanceof UnknownHostException;
        if (nobody) {
            return AdminFailure.unreachable("no server runs at " + target + "; \"" + CalledAs.words()
                    + " serve\" starts one, and --url names another");
        }
        return AdminFailure.unreachable(
                e instanceof SocketTimeoutException
                        ? "the server at " + target + " does not answer in time"
                        : "the server at " + target + " did not answer: "
                                + e.getClass().getSimpleName());
    }

    private HttpURLConnection open(String method, String path) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) uri(path).toURL().openConnection(java.net.Proxy.NO_PROXY);
        connection.setConnectTimeout((int) TO_CONNECT.toMillis());
        connection.setReadTimeout((int) TO_ANSWER.toMillis());
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setRequestMethod(method);
        if (target.token() != null) {
            connection.setRequestProperty("Authorization", "Bearer " + target.token());
        }
        return connection;
    }

    private Reply exchange(String method, String path, byte[] body) throws IOException {
        HttpURLConnection connection = open(method, path);
        try {
            if (method.equals("POST") || method.equals("PUT")) {
                connection.setRequestProperty("Content-Type", "application/json");
                connection.setDoOutput(true);
                // Also prevents a second request after a broken connection.
                connection.setFixedLengthStreamingMode(body.length);
                try (OutputStream out = connection.getOutputStream()) {
                    out.write(body);
                }
            }
            int status = status(connection);
            return new Reply(status, read(connection, status));
        } finally {
            connection.disconnect();
        }
    }

    private static int status(HttpURLConnection connection) throws IOException {
        try {
            int status = connection.getResponseCode();
            if (status < 0) {
                throw new IOException("the response is not HTTP");
            }
            return status;
        } catch (HttpRetryException e) {
            // A 401: the class would send the request again with a login, and returns no body.
            return e.responseCode();
        }
    }

    private static byte[] read(HttpURLConnection connection, int status) throws IOException {
        @Nullable InputStream in = status >= 400 ? connection.getErrorStream() : connection.getInputStream();
        if (in == null) {
            return new byte[0];
        }
        try (in) {
            return in.readAllBytes();
        }
    }

    private Reply patch(String path, byte[] body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
                .timeout(TO_ANSWER)
                .header("Content-Type", "application/json")
                .method("PATCH", HttpRequest.BodyPublishers.ofByteArray(body));
        if (target.token() != null) {
            request.header("Authorization", "Bearer " + target.token());
        }
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(TO_CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        try {
            HttpResponse<byte[]> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return new Reply(answer.statusCode(), answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private URI uri(String path) throws IOException {
        try {
            return new URI(target.url() + path);
        } catch (URISyntaxException e) {
            throw new IOException("not an address", e);
        }
    }
}
