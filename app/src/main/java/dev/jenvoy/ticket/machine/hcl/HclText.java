package dev.jenvoy.ticket.machine.hcl;

import dev.jenvoy.ticket.file.FileProblems;
import dev.jenvoy.ticket.file.FileText;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Reads a file in HCL's native syntax. */
public final class HclText {

    private HclText() {}

    /** Returns what is in the file; empty, and reported, if it is no text. */
    public static Optional<HclBody> read(ByteBuffer bytes, FileProblems problems) {
        return FileText.decode(bytes, problems).map(text -> HclParser.read(text, problems));
    }
}
