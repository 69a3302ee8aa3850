package dev.jenvoy.forge.service;

import java.time.Instant;
import java.util.List;

/** The deliveries that one webhook of a forge sent. */
public interface SentLog {

    /** The deliveries, or why they are not known. */
    sealed interface Listing {

        record Listed(List<SentDelivery> deliveries) implements Listing {
            public Listed {
                deliveries = List.copyOf(deliveries);
            }
        }

        record Failed(ForgeReply.Failure failure) implements Listing {}
    }

    /** Returns a name for people, which is the same each time. */
    String name();

    /** Returns the deliveries since a time, as far as the forge keeps them. Blocks for the network. */
    Listing list(Instant since) throws InterruptedException;

    /** Asks for a delivery to be sent again. Blocks for the network. */
    ForgeReply resend(SentDelivery delivery) throws InterruptedException;
}
