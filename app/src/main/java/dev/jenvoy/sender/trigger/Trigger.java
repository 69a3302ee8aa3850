package dev.jenvoy.sender.trigger;

import dev.jenvoy.sender.ReplayGuard;
import dev.jenvoy.sender.Sender;
import dev.jenvoy.sender.SenderOptions;
import dev.jenvoy.sender.request.Check;
import dev.jenvoy.sender.request.HeaderFields;
import dev.jenvoy.sender.request.Rejection;
import dev.jenvoy.sender.request.RequestHead;
import dev.jenvoy.sender.request.ResponseStyle;
import dev.jenvoy.sender.verify.AddressCheck;
import dev.jenvoy.sender.verify.HashingLimit;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Judges triggers of the keys that share a path. The cheap checks come first: the headers and the timestamp, before anything
 * is hashed.
 */
final class Trigger implements Sender {

    static final String NAME = "trigger";

    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]{1,15}");

    private final SenderOptions sender;
    private final TriggerOptions options;
    private final List<TriggerKey> keys;
    private final ReplayGuard memory;
    private final HashingLimit limit;
    private final InstantSource clock;

    Trigger(
            SenderOptions sender,
            TriggerOptions options,
            List<TriggerKey> keys,
            ReplayGuard memory,
            HashingLimit limit,
            InstantSource clock) {
        this.sender = sender;
        this.options = options;
        this.keys = keys;
        this.memory = memory;
        this.limit = limit;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    /** Needs no header: the path decides. */
    @Override
    public boolean matches(HeaderFields headers) {
        return true;
    }

    @Override
    public Set<String> methods() {
        return Set.of("GET", "POST");
    }

    @Override
    public ResponseStyle envelope() {
        return ResponseStyle.TRIGGER;
    }

    @Override
    public List<String> storedHeaders() {
        return List.of(TriggerSignature.TIMESTAMP);
    }

    @Override
    public Optional<String> unverifiedId(HeaderFields headers) {
        return Optional.ofNullable(headers.only(TriggerSignature.HEADER))
                .filter(TriggerSignature::isPossible)
                .map(TriggerSignature::deliveryId);
    }

    @Override
    public Admission admit(RequestHead head) {
        Rejection address = AddressCheck.judge(sender, true, head.origin());
        if (address != null) {
            return new Admission.Refused(address);
        }
        String signature = head.headers().only(TriggerSignature.HEADER);
        String time = head.headers().only(TriggerSignature.TIMESTAMP);
        if (signature == null || signature.isEmpty() || time == null || time.isEmpty()) {
            return refused(
                    Check.TRIGGER_SIGNATURE_HEADER,
                    "expected one header " + TriggerSignature.HEADER + " and one " + TriggerSignature.TIMESTAMP);
        }
        if (!INTEGER.matcher(time).matches()) {
            return refused(Check.TRIGGER_TIMESTAMP, "the timestamp must be whole seconds since 1970");
        }
        long timestamp = Long.parseLong(time);
        Instant now = clock.instant();
        Rejection stale = stale(Instant.ofEpochSecond(timestamp), now);
        if (stale != null) {
            return new Admission.Refused(stale);
        }
        return new Admission.Admitted(
                new TriggerReception(keys, timestamp, signature, head.origin().address(), memory, limit, now));
    }

    private @Nullable Rejection stale(Instant signed, Instant now) {
        // In whole seconds, as the timestamp is: one of this very second lies neither behind nor ahead.
        Duration age = Duration.ofSeconds(now.getEpochSecond() - signed.getEpochSecond());
        if (age.compareTo(options.expiration()) > 0) {
            return Check.TRIGGER_TIMESTAMP.reject("the timestamp is too old: " + age.toSeconds()
                    + " s, expected at most " + options.expiration().toSeconds());
        }
        if (age.negated().compareTo(options.future()) > 0) {
            return Check.TRIGGER_TIMESTAMP.reject("the timestamp lies ahead by " + -age.toSeconds()
                    + " s, expected at most " + options.future().toSeconds());
        }
        return null;
    }

    private static Admission refused(Check check, String error) {
        return new Admission.Refused(check.reject(error));
    }
}
