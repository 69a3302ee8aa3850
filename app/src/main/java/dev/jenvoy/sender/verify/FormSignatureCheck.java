package dev.jenvoy.sender.verify;

import dev.jenvoy.sender.request.FormField;
import dev.jenvoy.sender.request.Rejection;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * Checks a proof over the contents of a form's field, for a sender that signs before it makes the form. The same {@link
 * FormField} that decodes the field for hooks afterwards decodes it while the form arrives, and holds nothing of it.
 */
public final class FormSignatureCheck implements SignatureCheck {

    private final SignatureCheck claim;
    private final FormField field;

    /** @param claim checks the field's value as if it were the body */
    public FormSignatureCheck(String field, SignatureCheck claim) {
        this.claim = claim;
        this.field = new FormField(field, new Claimed(claim));
    }

    @Override
    public void update(byte[] bytes, int offset, int length) {
        try {
            field.write(bytes, offset, length);
        } catch (IOException e) {
            throw new UncheckedIOException("a claim writes nothing", e);
        }
    }

    /** Rejects a form that does not have the field exactly once. */
    @Override
    public Optional<Rejection> judge() {
        return field.end() == FormField.Result.FOUND ? claim.judge() : Optional.of(SignatureCheck.mismatch());
    }

    @Override
    public boolean waits() {
        return claim.waits();
    }

    /** Passes on what is written to it. */
    private static final class Claimed extends OutputStream {
        private final SignatureCheck claim;

        Claimed(SignatureCheck claim) {
            this.claim = claim;
        }

        @Override
        public void write(int oneByte) {
            write(new byte[] {(byte) oneByte}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            claim.update(bytes, offset, length);
        }
    }
}
