package dev.jenvoy.web.admin.senders;

import dev.jenvoy.sender.sample.SendFailure;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Sends test deliveries to this server as its senders would. Safe for use by several threads. */
public interface TestSender {

    /**
     * A sender of this server.
     *
     * @param name its name, such as {@code gitlab}
     * @param address where it is to send, as far as the server knows
     * @param secretKey the key of the configuration that holds its secret
     * @param hasSecret whether there is one
     * @param impossible why only the sender itself can sign; empty where a test delivery can be sent
     */
    record KnownSender(String name, URI address, String secretKey, boolean hasSecret, Optional<String> impossible) {}

    /**
     * What the server answered.
     *
     * @param event the event that was sent
     * @param said the beginning of the answer
     */
    record Answer(int status, String event, String said) {}

    /**
     * Returns the senders, the default first.
     *
     * @param server the address of the server, ends with a slash
     */
    List<KnownSender> senders(URI server);

    /**
     * Signs the first sample of a sender with its secret and delivers it over HTTP, as any client. Blocks for ten seconds at
     * most.
     *
     * @return empty if there is no such sender
     * @throws SendFailure if it cannot be signed or sent
     */
    Optional<Answer> send(String sender) throws SendFailure;
}
