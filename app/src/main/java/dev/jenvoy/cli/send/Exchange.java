package dev.jenvoy.cli.send;

import dev.jenvoy.cli.base.CalledAs;
import dev.jenvoy.cli.base.ExitCode;
import dev.jenvoy.cli.base.TerminalText;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;

/** Sends one request and prints the response, for people or as JSON. */
final class Exchange {

    private final CommandLine line;
    private final Duration timeout;
    private final boolean verbose;
    private final boolean json;
    private final boolean fail;

    /** @param fail whether a hook that failed, or that still runs, counts as a failure */
    Exchange(CommandLine line, Duration timeout, boolean verbose, boolean json, boolean fail) {
        this.line = line;
        this.timeout = timeout;
        this.verbose = verbose;
        this.json = json;
        this.fail = fail;
    }

    /**
     * A request.
     *
     * @param url where it goes
     * @param shownUrl the same without secrets
     * @param method its method
     * @param headers its headers
     * @param shownHeaders the same for people, a line each, without secrets
     * @param body its body. Not to be changed.
     * @param certificate the file of the only certificate to trust; empty to trust what Java trusts
     */
    @SuppressWarnings("ArrayRecordComponent") // sent, and never compared
    record Sent(
            URI url,
            String shownUrl,
            String method,
            Map<String, String> headers,
            String shownHeaders,
            byte[] body,
            Optional<Path> certificate) {

        /** Shows no secret. */
        @Override
        public String toString() {
            return "Sent[" + method + " " + shownUrl + "]";
        }
    }

    /** Returns the exit code: 0 for an answer of 2xx in which, if that counts, no hook failed. */
    int run(Sent request, SendReport.Subject subject) {
        PrintWriter err = line.getErr();
        if (verbose) {
            err.println("> " + request.method() + " " + request.shownUrl());
            err.println(request.shownHeaders());
        }
        SendReply reply;
        try {
            reply = new SendClient(timeout, request.certificate())
                    .send(request.url(), request.method(), request.headers(), request.body());
        } catch (IOException e) {
            return failed(explain(e, request), subject);
        }
        if (verbose) {
            err.println("< " + reply.status());
            reply.headers().forEach((name, value) -> err.println("< " + name + ": " + TerminalText.line(value)));
        }
        if (json) {
            report().printJson(reply, subject);
        } else {
            report().print(reply, subject);
        }
        if (reply.status() >= 400 && reply.text().isBlank()) {
            err.println("jenvoy: the answer has no reason; the server's log and its list of rejected requests have it");
        }
        if (!fail) {
            return reply.isGood() ? ExitCode.OK : ExitCode.FAILED;
        }
        Optional<String> flaw = SendVerdict.flaw(reply);
        flaw.ifPresent(words -> err.println("jenvoy: --fail: " + TerminalText.line(words)));
        return flaw.isEmpty() ? ExitCode.OK : ExitCode.FAILED;
    }

    /** Says that nothing was answered. */
    int failed(String error, SendReport.Subject subject) {
        line.getErr().println("jenvoy: " + error);
        if (json) {
            report().printJson(error, subject);
        }
        return ExitCode.FAILED;
    }

    private String explain(IOException failure, Sent request) {
        String url = request.shownUrl();
        if (failure instanceof ConnectException) {
            return "no server listens at " + url + "; start it with: " + CalledAs.words() + " serve";
        }
        if (failure instanceof SocketTimeoutException) {
            return "no answer from " + url + " within " + timeout.toMillis() + " ms; hooks may still be running";
        }
        if (failure instanceof UnknownHostException) {
            return "unknown host " + request.url().getHost();
        }
        return "no answer from " + url + ": " + TerminalText.line(String.valueOf(failure.getMessage()));
    }

    private SendReport report() {
        return new SendReport(line.getOut());
    }
}
