package dev.jenvoy.journal;

import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the journal keeps of a request beside the facts of its deliveries: the headers and the payload, which are kept
 * once, however many deliveries it makes. The deliveries of one request are to be appended with the same object; those
 * that come again are appended with that of the one that they repeat, {@link DeliveryDetail#request}. Safe for use by several
 * threads.
 */
public final class StoredRequest {

    private final Map<String, String> headers;
    private @Nullable Object kept;

    /** @param headers those that matter for looking back; no secret, no signature. Not copied: they must not change */
    public StoredRequest(Map<String, String> headers) {
        this.headers = headers;
    }

    /**
     * A request that a journal holds already.
     *
     * @param kept what that journal knows of it, see {@link #kept}
     */
    public static StoredRequest known(Map<String, String> headers, Object kept) {
        StoredRequest known = new StoredRequest(headers);
        known.kept = kept;
        return known;
    }

    /** Those that matter for looking back, in their order. */
    public Map<String, String> headers() {
        return headers;
    }

    /**
     * What the journal that it is appended to knows of it: made at the first call, and the same from then on. For
     * implementations of {@link Journal}.
     */
    public synchronized <T> T kept(Class<T> type, Function<Map<String, String>, T> make) {
        Object known = kept;
        if (known == null) {
            known = make.apply(headers);
            kept = known;
        }
        return type.cast(known);
    }
}
