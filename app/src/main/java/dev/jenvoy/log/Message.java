package dev.jenvoy.log;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;

/**
 * A message in a line of text: never more than one line, and nothing that a terminal obeys, whatever values it holds.
 * Ends with the delivery that the thread works on, where the message does not say it itself.
 */
final class Message extends ClassicConverter {

    @Override
    public String convert(ILoggingEvent event) {
        String message = String.valueOf(event.getFormattedMessage());
        String delivery = Pairs.unsaidDelivery(event);
        return harmless(delivery == null ? message : message + " " + Pairs.DELIVERY + "=" + delivery);
    }

    private static String harmless(String text) {
        return text.chars().noneMatch(Character::isISOControl) ? text : escaped(text);
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int at = 0; at < text.length(); at++) {
            char one = text.charAt(at);
            if (Character.isISOControl(one)) {
                escaped.append(String.format("\\u%04x", (int) one));
            } else {
                escaped.append(one);
            }
        }
        return escaped.toString();
    }
}
