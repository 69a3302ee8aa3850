package dev.jenvoy.log;

import ch.qos.logback.classic.spi.ILoggingEvent;

/**
 * A message in a line of text: never more than one line, and nothing that a terminal obeys, whatever values it holds.
 * Ends with the delivery that the thread works on, where the message does not say it itself.
 */
final class Message {

    private Message() {}

    static void append(StringBuilder line, ILoggingEvent event) {
        harmless(line, String.valueOf(event.getFormattedMessage()));
        String delivery = Pairs.unsaidDelivery(event);
        if (delivery != null) {
            line.append(' ').append(Pairs.DELIVERY).append('=');
            harmless(line, delivery);
        }
    }

    private static void harmless(StringBuilder line, String text) {
        for (int at = 0; at < text.length(); at++) {
            char one = text.charAt(at);
            if (Character.isISOControl(one)) {
                line.append(String.format("\\u%04x", (int) one));
            } else {
                line.append(one);
            }
        }
    }
}
