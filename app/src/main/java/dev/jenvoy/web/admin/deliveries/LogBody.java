package dev.jenvoy.web.admin.deliveries;

import dev.jenvoy.delivery.output.LogPiece;
import dev.jenvoy.delivery.output.LogText;
import dev.jenvoy.delivery.output.OutputSink;
import dev.jenvoy.delivery.output.ReadableLog;
import dev.jenvoy.web.admin.http.ApiJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A log as an answer, made while it is read. */
final class LogBody extends InputStream {

    /** How a log is written. */
    enum Form {
        /** The text as it was printed; a line says what was omitted. */
        TEXT,
        /** An object on a line for each piece. */
        JSON
    }

    private final ReadableLog log;
    private final Form form;
    private final Optional<OutputSink.Stream> only;
    private final LogText text;
    private long place;
    private boolean isLineBegun;
    private boolean isEnded;
    private byte[] ready = new byte[0];
    private int next;

    LogBody(ReadableLog log, Form form, Optional<OutputSink.Stream> only, long from) {
        this.log = log;
        this.form = form;
        this.only = only;
        this.place = from;
        this.text = new LogText(from);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        while (next == ready.length && !isEnded) {
            ready = portion().getBytes(StandardCharsets.UTF_8);
            next = 0;
        }
        int got = Math.min(length, ready.length - next);
        System.arraycopy(ready, next, buffer, offset, got);
        next += got;
        return got == 0 && length > 0 ? -1 : got;
    }

    private String portion() throws IOException {
        List<LogPiece> pieces = log.read(place);
        if (pieces.isEmpty()) {
            isEnded = true;
            return form == Form.TEXT ? rest() : "";
        }
        StringBuilder all = new StringBuilder();
        for (LogPiece piece : pieces) {
            place = piece.next();
            if (!(piece instanceof LogPiece.Printed printed)) {
                String unusedText = text.next(piece);
                omitted((LogPiece.Omitted) piece, all);
            } else if (only.isEmpty() || only.get() == printed.stream()) {
                printed(printed, all);
            }
        }
        return all.toString();
    }

    private String rest() {
        StringBuilder all = new StringBuilder();
        for (OutputSink.Stream stream : OutputSink.Stream.values()) {
            all.append(text.end(stream));
        }
        return all.toString();
    }

    private void printed(LogPiece.Printed piece, StringBuilder all) {
        String words = text.next(piece);
        if (form == Form.JSON) {
            ApiJson json = place(piece);
            if (piece.millis() != LogPiece.NO_TIME) {
                json.add("ms", piece.millis());
            }
            line(json.add("stream", piece.stream()).add("text", words), all);
        } else if (!words.isEmpty()) {
            all.append(words);
            isLineBegun = !words.endsWith("\n");
        }
    }

    private void omitted(LogPiece.Omitted piece, StringBuilder all) {
        if (form == Form.JSON) {
            line(place(piece).add("omitted", piece.bytes()), all);
        } else {
            all.append(isLineBegun ? "\n" : "")
                    .append("… ")
                    .append(size(piece.bytes()))
                    .append(" omitted …\n");
            isLineBegun = false;
        }
    }

    private static ApiJson place(LogPiece piece) {
        return ApiJson.object().add("from", piece.from()).add("next", piece.next());
    }

    private static void line(ApiJson json, StringBuilder all) {
        all.append(ApiJson.text(json.done())).append('\n');
    }

    /** Returns a size in words, in the units of the configuration. */
    static String size(long bytes) {
        if (bytes < 1 << 10) {
            return bytes == 1 ? "1 byte" : bytes + " bytes";
        }
        return bytes < 1 << 20
                ? Math.round(bytes / 1024.0) + " KB"
                : String.format(Locale.ROOT, "%.1f MB", bytes / 1048576.0);
    }
}
