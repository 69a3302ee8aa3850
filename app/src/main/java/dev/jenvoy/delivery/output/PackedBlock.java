package dev.jenvoy.delivery.output;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Makes blocks smaller, if they become smaller: a byte says which, then comes the block. */
final class PackedBlock {

    private static final byte PLAIN = 0;
    private static final byte DEFLATED = 1;

    private PackedBlock() {}

    static byte[] pack(byte[] form) {
        byte[] packed = new byte[form.length];
        Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
        int length;
        try {
            deflater.setInput(form);
            deflater.finish();
            length = deflater.deflate(packed, 1, packed.length - 1);
            if (!deflater.finished()) {
                return plain(form);
            }
        } finally {
            deflater.end();
        }
        packed[0] = DEFLATED;
        return Arrays.copyOf(packed, length + 1);
    }

    static byte[] plain(byte[] form) {
        byte[] packed = new byte[form.length + 1];
        packed[0] = PLAIN;
        System.arraycopy(form, 0, packed, 1, form.length);
        return packed;
    }

    /** @throws IllegalStateException if it is damaged */
    static byte[] unpack(byte[] packed) {
        if (packed[0] == PLAIN) {
            return Arrays.copyOfRange(packed, 1, packed.length);
        }
        Inflater inflater = new Inflater(true);
        byte[] form = new byte[4 * packed.length + 64];
        int length = 0;
        try {
            inflater.setInput(packed, 1, packed.length - 1);
            while (!inflater.finished()) {
                if (length == form.length) {
                    form = Arrays.copyOf(form, 2 * form.length);
                }
                int got = inflater.inflate(form, length, form.length - length);
                if (got == 0 && !inflater.finished() && (inflater.needsInput() || inflater.needsDictionary())) {
                    throw new IllegalStateException("a log is damaged");
                }
                length += got;
            }
        } catch (DataFormatException e) {
            throw new IllegalStateException("a log is damaged", e);
        } finally {
            inflater.end();
        }
        return Arrays.copyOf(form, length);
    }
}
