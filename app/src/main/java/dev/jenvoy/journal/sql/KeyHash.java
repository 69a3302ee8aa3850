package dev.jenvoy.journal.sql;

import dev.jenvoy.delivery.DeliveryKey;

/** A number for a delivery's key, to find it by; different keys may share one. Stored: never changes. */
public final class KeyHash {

    private KeyHash() {}

    public static long of(DeliveryKey key) {
        return mix(mix(mix(7, key.source()), key.webhook()), key.id());
    }

    private static long mix(long hash, String text) {
        long mixed = hash;
        for (int i = 0; i < text.length(); i++) {
            mixed = mixed * 1_099_511_628_211L + text.charAt(i);
        }
        return mixed * 31 + text.length();
    }
}
