package dev.jenvoy.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Holds that a machine is cut off as it is said: a run of bad days in which nothing is cut would prove nothing. */
@Timeout(60)
final class NamespaceNetworkTest {

    private NamespaceNetwork network;
    private NamespaceNetwork.Machine client;
    private NamespaceNetwork.Machine server;
    private ServerSocket listening;
    private Socket near;
    private Socket far;

    @BeforeEach
    void connect() throws Exception {
        assumeTrue(NetworkNamespace.areGiven(), "this machine gives no namespaces");
        network = NamespaceNetwork.create();
        client = network.add("client");
        server = network.add("server");
        listening = server.call(() -> new ServerSocket(0, 5, server.address()));
        near = client.call(() -> {
            Socket socket = new Socket();
            socket.connect(new InetSocketAddress(server.address(), listening.getLocalPort()), 10_000);
            return socket;
        });
        far = listening.accept();
        near.setSoTimeout(500);
        far.setSoTimeout(500);
    }

    @AfterEach
    void close() throws IOException {
        if (network != null) {
            near.close();
            far.close();
            listening.close();
            network.close();
        }
    }

    private static ThrowingCallable arrives(Socket from, Socket to) {
        return () -> {
            from.getOutputStream().write(7);
            assertThat(to.getInputStream().read()).isEqualTo(7);
        };
    }

    private static void nothingArrives(Socket from, Socket to) {
        Assertions.assertThatThrownBy(arrives(from, to)).isInstanceOf(SocketTimeoutException.class);
    }

    /** What was sent while nothing arrived comes when it is sent again. */
    private static void comesLater(Socket to) throws IOException {
        to.setSoTimeout(20_000);
        assertThat(to.getInputStream().read()).isEqualTo(7);
    }

    @Test
    void machines_reach_each_other() throws Throwable {
        arrives(near, far).call();
        arrives(far, near).call();
    }

    @Test
    void nothing_comes_or_goes_without_its_plug() throws Exception {
        server.unplug();

        nothingArrives(near, far);
        nothingArrives(far, near);

        server.plug();
        comesLater(far);
        comesLater(near);
    }

    @Test
    void what_a_mute_machine_sends_is_lost_and_what_is_sent_to_it_arrives() throws Throwable {
        client.mute();

        nothingArrives(near, far);
        arrives(far, near).call();

        client.mend();
        comesLater(far);
    }

    @Test
    void what_is_sent_to_a_deaf_machine_is_lost_and_what_it_sends_arrives() throws Throwable {
        client.deafen();

        nothingArrives(far, near);
        arrives(near, far).call();

        client.mend();
        comesLater(near);
    }
}
