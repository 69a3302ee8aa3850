package dev.jenvoy.endpoint.proof;

import dev.jenvoy.delivery.payload.Payload;
import dev.jenvoy.delivery.payload.Sha256;
import dev.jenvoy.option.json.Amounts;
import dev.jenvoy.option.secret.Secrets;
import dev.jenvoy.sender.ReplayGuard;
import dev.jenvoy.sender.request.Check;
import dev.jenvoy.sender.request.Rejection;
import dev.jenvoy.sender.request.RequestHead;
import dev.jenvoy.sender.verify.Credential;
import dev.jenvoy.sender.verify.HmacCheck;
import dev.jenvoy.sender.verify.SignatureCheck;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;

/**
 * Requires an HMAC over a text that contains the body. If the text has a time, it must be near the present, and a signature
 * counts once.
 *
 * @param secrets the keys of which any may have been used
 */
record HmacPart(HmacForm form, Secrets secrets) implements ProofPart {

    @Override
    public Credential judge(ProvenRequest request) {
        Optional<HmacForm.Said> read = form.read(request);
        if (read.isEmpty()) {
            return TokenComparison.missing(form.expected());
        }
        HmacForm.Said said = read.get();
        RequestHead head = request.head();
        Optional<byte[]> before = form.signed().before(head.method(), head.headers(), said.timestamp());
        Optional<byte[]> after = form.signed().after(head.method(), head.headers(), said.timestamp());
        if (before.isEmpty() || after.isEmpty()) {
            return TokenComparison.missing("the headers that are signed");
        }
        List<Mac> codes = secrets.keys().stream()
                .map(key -> begun(form.hmac().begin(key), before.get()))
                .toList();
        SignatureCheck code = new Around(codes, new HmacCheck(codes, said.codes()), after.get());
        if (!form.isTimed()) {
            return new Credential.Claimed(code);
        }
        Optional<Instant> time = SignedTime.read(said.timestamp());
        if (time.isEmpty()) {
            return TokenComparison.missing("a time in seconds");
        }
        Optional<Rejection> untimely = untimely(time.get(), request.clock());
        return untimely.isPresent()
                ? new Credential.Missing(untimely.get())
                : new Credential.Claimed(new Once(code, request, time.get(), before.get(), after.get()));
    }

    private static Mac begun(Mac code, byte[] before) {
        code.update(before);
        return code;
    }

    private Optional<Rejection> untimely(Instant time, InstantSource clock) {
        Duration age = Duration.between(time, clock.instant());
        return age.abs().compareTo(form.tolerance()) > 0
                ? Optional.of(Check.TIMESTAMP.reject(
                        "expected a signature of a time within " + Amounts.words(form.tolerance()) + " of now"))
                : Optional.empty();
    }

    /** Continues the codes behind the body. */
    private static final class Around implements SignatureCheck {

        private final List<Mac> codes;
        private final HmacCheck code;
        private final byte[] after;

        Around(List<Mac> codes, HmacCheck code, byte[] after) {
            this.codes = codes;
            this.code = code;
            this.after = after;
        }

        @Override
        public void update(byte[] bytes, int offset, int length) {
            code.update(bytes, offset, length);
        }

        @Override
        public Optional<Rejection> judge() {
            codes.forEach(one -> one.update(after));
            return code.judge();
        }

        @Override
        public boolean waits() {
            return false;
        }
    }

    /** Accepts a right signature once, while it is timely. */
    private final class Once implements SignatureCheck {

        private final SignatureCheck code;
        private final ProvenRequest request;
        private final Instant time;
        private final byte[] after;
        private final MessageDigest signed = Sha256.begin();

        Once(SignatureCheck code, ProvenRequest request, Instant time, byte[] before, byte[] after) {
            this.code = code;
            this.request = request;
            this.time = time;
            this.after = after;
            signed.update(before);
        }

        @Override
        public void update(byte[] bytes, int offset, int length) {
            code.update(bytes, offset, length);
            signed.update(bytes, offset, length);
        }

        /** Checks the time again: the body took its time, and the memory may forget what is too old. */
        @Override
        public Optional<Rejection> judge() {
            return code.judge().or(() -> untimely(time, request.clock()));
        }

        /**
         * Two secrets, two ways to write a code, or another place of the same bytes between body and headers must not make two
         * messages of one, so the whole signed text is remembered, and nothing else.
         */
        @Override
        public Optional<Rejection> judge(Payload body) {
            signed.update(after);
            String proof = HexFormat.of().formatHex(signed.digest());
            return switch (request.uses().markUsed(proof, time.plus(form.tolerance()))) {
                case NEW -> Optional.empty();
                case REPLAYED -> Optional.of(Check.REPLAY.reject("this request came before"));
                case UNAVAILABLE -> Optional.of(ReplayGuard.unavailable());
            };
        }
    }

    /** Signs with the first secret. A signed header that the request does not have gets a text that is new each time. */
    @Override
    public Optional<String> show(MadeProof to) {
        String time = form.isTimed() ? String.valueOf(to.setting().at().getEpochSecond()) : "";
        if (form.timestampHeader() != null) {
            to.header(form.timestampHeader(), time);
        }
        for (String name : form.signed().headers()) {
            if (!to.fields().has(name)) {
                to.header(name, to.setting().spareId());
            }
        }
        ByteArrayOutputStream signed = new ByteArrayOutputStream();
        form.signed().before(to.setting().method(), to.fields(), time).ifPresent(signed::writeBytes);
        signed.writeBytes(to.setting().body());
        form.signed().after(to.setting().method(), to.fields(), time).ifPresent(signed::writeBytes);
        String code = form.header().sign(secrets.texts().get(0), signed.toByteArray());
        to.header(
                form.header().name(),
                form.timestampPrefix() == null ? code : form.timestampPrefix() + time + form.separator() + code);
        return Optional.empty();
    }

    @Override
    public String key() {
        return "hmac";
    }

    @Override
    public Object shown() {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("header", form.header().name());
        keys.put("secret", secrets.shown());
        keys.put("algorithm", form.hmac().name().toLowerCase(Locale.ROOT));
        keys.put("encoding", form.header().encoding().name().toLowerCase(Locale.ROOT));
        put(keys, "prefix", form.header().prefix());
        put(keys, "separator", form.separator());
        keys.put("signed", form.signed().template());
        put(keys, "timestamp_header", form.timestampHeader());
        put(keys, "timestamp_prefix", form.timestampPrefix());
        if (form.isTimed()) {
            keys.put("tolerance", Amounts.words(form.tolerance()));
        }
        return keys;
    }

    private static void put(Map<String, Object> keys, String key, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            keys.put(key, value);
        }
    }

    @Override
    public Set<String> secretHeaders() {
        return Set.of(form.header().name().toLowerCase(Locale.ROOT));
    }
}
