package dev.jenvoy.sender.type;

import java.util.HashMap;
import java.util.Map;

/**
 * Holds the parts of the server that one sender alone needs, such as options of its own or a cache of fetched keys. The
 * sender's package declares the part's class; the composition root puts the part in. Does not change once it is made.
 */
public final class SenderParts {

    private final Map<Class<?>, Object> parts;

    private SenderParts(Map<Class<?>, Object> parts) {
        this.parts = parts;
    }

    public static SenderParts none() {
        return new SenderParts(Map.of());
    }

    /** Returns these parts and one more. */
    public SenderParts with(Object part) {
        Map<Class<?>, Object> more = new HashMap<>(parts);
        more.put(part.getClass(), part);
        return new SenderParts(Map.copyOf(more));
    }

    /**
     * Returns the part of this class.
     *
     * @throws IllegalStateException when the composition root gave no such part
     */
    public <T> T get(Class<T> type) {
        Object part = parts.get(type);
        if (part == null) {
            throw new IllegalStateException("nothing gives the senders a " + type.getSimpleName());
        }
        return type.cast(part);
    }
}
