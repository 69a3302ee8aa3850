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

/** One connection, used byte by byte. */
public final class Wire implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket = new Socket();
    private final InputStream in;

    public Wire(InetSocketAddress address) throws IOException {
        this("", address);
    }

    /** Connects from this address of this machine; if it is empty, the machine chooses. */
    public Wire(String from, InetSocketAddress address) throws IOException {
        if (!from.isEmpty()) {
            socket.bind(new InetSocketAddress(from, 0));
        }
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

    /** Sends the head, then the body. Ignores a server that closes because it does not want the body. */
    public Wire send(HookRequest request) throws IOException {
        send(request.head());
        try {
            send(request.framed());
        } catch (SocketException e) {
            // The response can still be read.
            return this;
        }
        return this;
    }

    /** Closes the sending side. */
    public Wire end() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /** Reads the next complete response. */
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
        boolean inChunks = fields.getOrDefault("transfer-encoding", List.of()).contains("chunked");
        byte[] body = status == 100 ? new byte[0] : inChunks ? chunks() : in.readNBytes(length);
        return new HttpAnswer(status, fields, new String(body, StandardCharsets.UTF_8));
    }

    /** Reads a body that comes in chunks (RFC 9112, section 7.1). */
    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
            body.write(in.readNBytes(size));
            line();
        }
        line();
        return body.toByteArray();
    }

    /** Reads the head of a response to HEAD; its length is that of the missing body. */
    public String headOnly() throws IOException {
        StringBuilder head = new StringBuilder();
        for (String line = line(); !line.isEmpty(); line = line()) {
            head.append(line).append('\n');
        }
        return head.toString();
    }

    /** Reads everything until the connection's end, which must come; empty if it was reset at once. */
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
