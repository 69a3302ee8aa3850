package dev.jenvoy.ticket.machine.hcl;

import dev.jenvoy.option.json.Utf8Text;
import dev.jenvoy.ticket.file.FileProblems;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Reads a file in HCL's native syntax. */
public final class HclText {

    private HclText() {}

    /** Returns what is in the file; empty, and reported, if it is no text. */
    public static Optional<HclBody> read(ByteBuffer bytes, FileProblems problems) {
        return Utf8Text.decode(bytes, (at, why) -> problems.error("syntax", at, why))
                .map(text -> HclParser.read(text, problems));
    }
}
