package dev.jenvoy.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BadNetworkTest {

    private ServerSocket far;
    private BadNetwork network;

    @BeforeEach
    void open() throws IOException {
        far = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        network = BadNetwork.to(far.getLocalPort());
    }

    @AfterEach
    void close() throws IOException {
        network.close();
        far.close();
    }

    private Socket near() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), network.port());
        socket.setSoTimeout(10_000);
        return socket;
    }

    @Test
    void bytes_pass_both_ways_and_an_end_too() throws IOException {
        try (Socket near = near();
                Socket other = far.accept()) {
            near.getOutputStream().write(1);
            assertThat(other.getInputStream().read()).isEqualTo(1);
            other.getOutputStream().write(2);
            assertThat(near.getInputStream().read()).isEqualTo(2);
            near.shutdownOutput();
            assertThat(other.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void slow_bytes_arrive_no_earlier() throws IOException {
        try (Socket near = near();
                Socket other = far.accept()) {
            network.delay(Duration.ofMillis(150));
            long sent = System.nanoTime();
            near.getOutputStream().write(1);
            assertThat(other.getInputStream().read()).isEqualTo(1);

            assertThat(Duration.ofNanos(System.nanoTime() - sent)).isGreaterThanOrEqualTo(Duration.ofMillis(150));
        }
    }

    @Test
    void in_a_silence_nothing_arrives_and_afterwards_everything() throws IOException {
        try (Socket near = near();
                Socket other = far.accept()) {
            network.silence();
            near.getOutputStream().write(new byte[] {1, 2});
            other.setSoTimeout(200);
            assertThatThrownBy(() -> other.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            network.speak();
            other.setSoTimeout(10_000);

            assertThat(other.getInputStream().readNBytes(2)).containsExactly(1, 2);
        }
    }

    @Test
    void a_cut_is_noticed_at_once_and_can_be_mended() throws IOException {
        try (Socket near = near();
                Socket other = far.accept()) {
            network.cut();
            assertThatThrownBy(() -> {
                        if (near.getInputStream().read() < 0) {
                            throw new IOException("an end");
                        }
                    })
                    .isInstanceOf(IOException.class);
            assertThat(other.isConnected()).isTrue();
        }
        network.mend();
        try (Socket near = near();
                Socket other = far.accept()) {
            near.getOutputStream().write(3);
            assertThat(other.getInputStream().read()).isEqualTo(3);
        }
    }
}
