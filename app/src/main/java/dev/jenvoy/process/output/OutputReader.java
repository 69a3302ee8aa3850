package dev.jenvoy.process.output;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.apache.commons.exec.ExecuteStreamHandler;

/**
 * Reads both outputs of a command on the thread that runs it, in place of the pumping threads of commons-exec. Reads
 * only what is available, so it never blocks.
 */
public final class OutputReader implements ExecuteStreamHandler {
    private final OutputListener listener;
    private final OutputCapture stdout;
    private final OutputCapture stderr;
    private InputStream stdoutPipe = InputStream.nullInputStream();
    private InputStream stderrPipe = InputStream.nullInputStream();

    public OutputReader(long maxOutput, OutputListener listener) {
        this.listener = listener;
        stdout = new OutputCapture(OutputStreamName.STDOUT, maxOutput, listener);
        stderr = new OutputCapture(OutputStreamName.STDERR, maxOutput, listener);
    }

    @Override
    public void setProcessInputStream(OutputStream ignored) {
        // Standard input is a file that the process opens itself.
    }

    @Override
    public void setProcessOutputStream(InputStream pipe) {
        stdoutPipe = pipe;
    }

    @Override
    public void setProcessErrorStream(InputStream pipe) {
        stderrPipe = pipe;
    }

    @Override
    public void start() {
        listener.started();
    }

    /** Reads what is in both pipes now. */
    public void take() {
        try {
            // Looks at standard error first: what was printed ahead of these errors is in the other pipe by then, and
            // is
            // read before them.
            long errors = stderrPipe.available();
            stdout.take(stdoutPipe, stdoutPipe.available());
            stderr.take(stderrPipe, errors);
        } catch (IOException e) {
            throw new UncheckedIOException("the output of a command could not be read", e);
        }
    }

    /** Does nothing: the last output was read when the command ended, before its process id was released. */
    @Override
    public void stop() {}

    public CapturedOutput stdout() {
        return stdout.captured();
    }

    public CapturedOutput stderr() {
        return stderr.captured();
    }
}
