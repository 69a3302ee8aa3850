package dev.jenvoy.web.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.undertow.server.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A listener with one thread for connections, and the sockets of its clients. */
final class LoopbackListener {

    private final List<Socket> open = new ArrayList<>();
    private final HttpListener listener;

    LoopbackListener(HttpHandler handler) {
        listener = new HttpListener(
                Doors.port(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
                new HttpListener.Threads(1, 1, 1),
                Duration.ofSeconds(30),
                Duration.ofSeconds(30),
                new Connections(1_000, Duration.ofSeconds(30), new Crowding(System::nanoTime)),
                handler);
        listener.start();
    }

    Socket connect() throws IOException {
        Socket socket =
                new Socket(listener.address().getAddress(), listener.address().getPort());
        socket.setSoTimeout(30_000);
        socket.setTcpNoDelay(true);
        open.add(socket);
        return socket;
    }

    /** Reads one response without a body. */
    static void answered(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        int ends = 0;
        while (ends < 4) {
            int read = in.read();
            assertThat(read).isNotNegative();
            ends = read == '\r' || read == '\n' ? ends + 1 : 0;
        }
    }

    /** Closes the sockets, and stops listening. */
    void stop() throws Exception {
        for (Socket socket : open) {
            socket.close();
        }
        listener.stop();
    }
}
