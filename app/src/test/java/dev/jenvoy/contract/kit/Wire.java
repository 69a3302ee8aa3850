package dev.jenvoy.contract.kit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One connection, spoken byte by byte. */
public final class Wire implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket = new Socket();
    private final InputStream in;

    public Wire(InetSocketAddress address) throws IOException {
        socket.connect(new InetSocketAddress("127.0.0.1", address.getPort()), PATIENCE_MILLIS);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
    }

    public Wire send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    public Wire send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The head, then the body; that a server which does not want the body closes is no failure of this. */
    public Wire send(HookRequest request) throws IOException {
        send(request.head());
        try {
            send(request.framed());
        } catch (SocketException e) {
            // What was answered is still to be read.
            return this;
        }
        return this;
    }

    /** Sends nothing more. */
    public Wire end() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /** The next answer, whole. */
    public HttpAnswer answer() throws IOException {
        String line = line();
        if (!line.startsWith("HTTP/1.")) {
            throw new IOException("no answer: " + line);
        }
        int status = Integer.parseInt(line.substring(9, 12));
        Map<String, List<String>> fields = new HashMap<>();
        for (String field = line(); !field.isEmpty(); field = line()) {
            String[] parts = field.split(":", 2);
            fields.computeIfAbsent(parts[0].toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(parts[1].strip());
        }
        int length = Integer.parseInt(
                fields.getOrDefault("content-length", List.of("0")).get(0));
        byte[] body = status == 100 ? new byte[0] : in.readNBytes(length);
        return new HttpAnswer(status, fields, new String(body, StandardCharsets.UTF_8));
    }

    /** The head of an answer to HEAD, whose length is that of a body which does not follow. */
    public String headOnly() throws IOException {
        StringBuilder head = new StringBuilder();
        for (String line = line(); !line.isEmpty(); line = line()) {
            head.append(line).append('\n');
        }
        return head.toString();
    }

    /** Everything up to the connection's end, which must come; empty where it was reset at once. */
    public String rest() throws IOException {
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        try {
            in.transferTo(rest);
        } catch (SocketException e) {
            return rest.toString(StandardCharsets.UTF_8);
        }
        return rest.toString(StandardCharsets.UTF_8);
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("connection ended after \"" + line + "\"");
            }
            line.write(c);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
