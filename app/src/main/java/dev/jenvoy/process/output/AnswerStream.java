package dev.jenvoy.process.output;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * The standard output of a resident command during one run: passes on what it prints, and holds back the line that is its
 * answer. Never blocks, like the pipe below it. What follows the answer is dropped. Used by one thread.
 */
public final class AnswerStream extends InputStream {

    /** A longer line is output, whatever is in it. */
    public static final int MAX_LINE_BYTES = 8 << 20;

    private static final int CHUNK = 64 * 1024;

    private final InputStream pipe;
    private final AnswerReader reader;

    /** A line whose end has not come. */
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    /** Whether the line is too long to be an answer, so that its rest is passed on as it comes. */
    private boolean passing;

    private byte[] ready = new byte[0];
    private int next;
    private Optional<Answer> answer = Optional.empty();

    /** Recognises the answer of a run. */
    @FunctionalInterface
    public interface AnswerReader {

        /** Returns what the line answers; empty if it is output. Throws nothing. */
        Optional<Answer> read(byte[] line);

        /** Returns whether a line that is too long to be an answer began like one. Throws nothing. */
        default boolean isBegun(byte[] beginning) {
            return false;
        }
    }

    /**
     * What a resident command answers.
     *
     * @param code the exit code that its run counts as, 0 to 255; -1 if it answered what is no answer
     * @param output what is added to its standard output
     * @param problem what is wrong with the answer; empty if nothing is
     */
    public record Answer(int code, String output, String problem) {

        /** Creates an answer with what was on its line before it, which is output. */
        public Answer behind(String before) {
            return new Answer(code, before + output, problem);
        }

        public Answer {
            if (code < -1 || code > 255 || (code == -1) == problem.isEmpty()) {
                throw new IllegalArgumentException("code " + code + ", problem \"" + problem + "\"");
            }
        }

        /** Returns an answer that cannot be used. */
        public static Answer wrong(String problem) {
            return new Answer(-1, "", problem);
        }
    }

    public AnswerStream(InputStream pipe, AnswerReader reader) {
        this.pipe = pipe;
        this.reader = reader;
    }

    /** Returns the answer, once {@link #available} has met it. */
    public Optional<Answer> answer() {
        return answer;
    }

    /** Returns how many bytes of output can be read without blocking. */
    @Override
    public int available() throws IOException {
        if (next == ready.length) {
            pump();
        }
        return ready.length - next;
    }

    /** Passes on the beginning of a line whose end will not come. */
    public void finish() {
        if (line.size() > 0 && answer.isEmpty()) {
            add(line.toByteArray());
            line.reset();
        }
    }

    private void pump() throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        for (int there = pipe.available(); there > 0 && answer.isEmpty(); there = pipe.available()) {
            byte[] chunk = new byte[Math.min(there, CHUNK)];
            int got = pipe.read(chunk, 0, chunk.length);
            if (got <= 0) {
                break;
            }
            split(chunk, got, output);
            if (output.size() >= CHUNK) {
                // A writer that never stops must not hold the thread.
                break;
            }
        }
        if (output.size() > 0) {
            add(output.toByteArray());
        }
    }

    private void split(byte[] chunk, int length, ByteArrayOutputStream output) {
        int from = 0;
        for (int at = 0; at < length; at++) {
            if (chunk[at] == '\n') {
                end(chunk, from, at + 1 - from, output);
                from = at + 1;
                if (answer.isPresent()) {
                    return;
                }
            }
        }
        if (passing || line.size() + length - from > MAX_LINE_BYTES) {
            if (!passing && reader.isBegun(line.toByteArray())) {
                answer = Optional.of(Answer.wrong("its answer is longer than 8 MB"));
                line.reset();
                return;
            }
            passing = true;
            flush(output);
            output.write(chunk, from, length - from);
        } else {
            line.write(chunk, from, length - from);
        }
    }

    private void end(byte[] chunk, int from, int length, ByteArrayOutputStream output) {
        if (passing) {
            passing = false;
            output.write(chunk, from, length);
            return;
        }
        line.write(chunk, from, length);
        answer = reader.read(line.toByteArray());
        if (answer.isPresent()) {
            output.writeBytes(answer.get().output().getBytes(java.nio.charset.StandardCharsets.UTF_8));
            line.reset();
        } else {
            flush(output);
        }
    }

    private void flush(ByteArrayOutputStream output) {
        output.writeBytes(line.toByteArray());
        line.reset();
    }

    private void add(byte[] bytes) {
        int left = ready.length - next;
        byte[] all = new byte[left + bytes.length];
        System.arraycopy(ready, next, all, 0, left);
        System.arraycopy(bytes, 0, all, left, bytes.length);
        ready = all;
        next = 0;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        int got = Math.min(length, ready.length - next);
        System.arraycopy(ready, next, buffer, offset, got);
        next += got;
        return got == 0 && length > 0 ? -1 : got;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public long skip(long length) {
        int skipped = (int) Math.min(length, ready.length - next);
        next += skipped;
        return skipped;
    }
}
