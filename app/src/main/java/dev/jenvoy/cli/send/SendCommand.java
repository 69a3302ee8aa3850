package dev.jenvoy.cli.send;

import dev.jenvoy.cli.base.CalledAs;
import dev.jenvoy.cli.base.ConfigOption;
import dev.jenvoy.cli.base.ExitCode;
import dev.jenvoy.cli.base.RootCommand;
import dev.jenvoy.cli.base.Surroundings;
import dev.jenvoy.cli.base.TerminalText;
import dev.jenvoy.sender.registry.SenderTypes;
import dev.jenvoy.sender.sample.SampleRequest;
import dev.jenvoy.sender.sample.SampleSigner;
import dev.jenvoy.sender.sample.SendFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Sends a delivery as a sender would, to test hooks. */
@Command(
        name = "send",
        description = {
            "Signs a payload, sends it as GitHub or another sender would, and prints the answer.",
            "The payload is a sample (--list shows them) or a file."
        },
        footerHeading = "%nExit codes:%n",
        footer = {"  0  answered with 2xx", "  1  another answer, or no answer", "  2  wrong usage"},
        mixinStandardHelpOptions = true)
public final class SendCommand implements Callable<Integer> {

    /** Names the senders for the help text and for the shell's completion. */
    static final class SignerNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return SampleSigners.names().iterator();
        }
    }

    /** Characters that cannot change the request when used in a header. */
    private static final Pattern WORD = Pattern.compile("[!-~]{1,1000}");

    /** Some senders' events contain blanks. */
    private static final Pattern WORDS = Pattern.compile("[!-~](?:[ -~]{0,998}[!-~])?");

    @Spec
    private @Nullable CommandSpec spec;

    @ParentCommand
    private @Nullable RootCommand root;

    @Parameters(
            arity = "0..1",
            paramLabel = "SAMPLE|FILE",
            description = "A sample's name, a file, or - for standard input. Default: the sender's first sample, "
                    + "usually a push.")
    private @Nullable String payload;

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Mixin
    private final SampleOptions sample = new SampleOptions();

    @Option(
            names = "--as",
            paramLabel = "SENDER",
            defaultValue = SenderTypes.DEFAULT,
            completionCandidates = SignerNames.class,
            description = "Who sends: ${COMPLETION-CANDIDATES}, or one that the configuration describes. "
                    + "Default: ${DEFAULT-VALUE}.")
    private String sender = SenderTypes.DEFAULT;

    @Option(names = "--url", description = "The address. Default: the configuration's server on this machine.")
    private @Nullable String url;

    @Option(
            names = "--secret",
            description = "The secret: env:NAME, file:PATH or the text itself, which others on this machine can "
                    + "see; \"\" to send unsigned. Default: the configuration's first.")
    private @Nullable String secret;

    @Option(
            names = "--event",
            description = "The event. Default: the sample's. Required for a file that does not contain it.")
    private @Nullable String event;

    @Option(
            names = "--delivery",
            paramLabel = "ID",
            description = "The delivery's id, of a sender that sends one. Default: a random one.")
    private @Nullable String delivery;

    @Option(
            names = "--hook-id",
            paramLabel = "ID",
            defaultValue = "500100300",
            description = "The webhook's id, of a sender that sends one. Default: ${DEFAULT-VALUE}.")
    private String hookId = "";

    @Option(names = "--form", description = "Send as a form with a field payload, instead of JSON.")
    private boolean form;

    @Option(
            names = "--timeout",
            converter = SendTimeout.class,
            defaultValue = "10s",
            description = "How long to wait for an answer. Default: ${DEFAULT-VALUE}, like GitHub.")
    private Duration timeout = Duration.ofSeconds(10);

    @Option(names = "--list", description = "List the samples, send nothing.")
    private boolean list;

    @Option(names = "--print", description = "Print the payload, send nothing.")
    private boolean print;

    @Option(names = "--json", description = "Print the answer as a JSON object.")
    private boolean json;

    @Option(
            names = {"-v", "--verbose"},
            description = "Print the headers too, on standard error; never a signature.")
    private boolean verbose;

    @Override
    public Integer call() {
        CommandSpec command = Objects.requireNonNull(spec);
        PrintWriter out = command.commandLine().getOut();
        Surroundings surroundings = Objects.requireNonNull(root).surroundings();
        Optional<String> impossible = SampleSigners.unsignable(sender);
        if (impossible.isPresent()) {
            command.commandLine().getErr().println("jenvoy: " + impossible.get());
            return CommandLine.ExitCode.USAGE;
        }
        SampleSigner signer;
        try {
            signer = signer(surroundings);
        } catch (SendFailure e) {
            command.commandLine().getErr().println("jenvoy: " + e.getMessage());
            return ExitCode.FAILED;
        }
        if (list) {
            signer.samples().forEach(one -> out.printf("%-14s %s%n", one.name(), one.about()));
            return ExitCode.OK;
        }
        SendPayload read = SendPayload.read(payload, event, sample, signer, surroundings.folder(), command);
        if (print) {
            out.println(read.shown());
            return ExitCode.OK;
        }
        SampleRequest request = request(read, signer);
        try {
            SendTarget target = SendTarget.find(url, secret, signer, configuration(surroundings), surroundings);
            return send(request, signer, target);
        } catch (SendFailure e) {
            return failed(String.valueOf(e.getMessage()), request);
        }
    }

    private SendTarget.Configuration configuration(Surroundings surroundings) {
        return SendTarget.configuration(config.locate(Objects.requireNonNull(spec), surroundings));
    }

    /** Finds the signer. Reads the configuration only for a configured sender, or for one with configured values. */
    private SampleSigner signer(Surroundings surroundings) throws SendFailure {
        Optional<SampleSigner> known = SampleSigners.known(sender);
        if (known.isPresent()) {
            return list
                    ? known.get()
                    : SampleSigners.configured(
                            known.get(), configuration(surroundings).read().config(), sample);
        }
        SendTarget.Configuration configuration = configuration(surroundings);
        Optional<SampleSigner> described =
                SampleSigners.described(sender, configuration.read().config());
        if (described.isEmpty()) {
            configuration.require("senders", "a sender that comes with the server");
        }
        return described.orElseThrow(() -> new ParameterException(
                Objects.requireNonNull(spec).commandLine(),
                "--as: unknown sender " + TerminalText.line(sender) + "; expected "
                        + String.join(", ", SampleSigners.names()) + ", or a configured one"));
    }

    private SampleRequest request(SendPayload read, SampleSigner signer) {
        String id = delivery == null ? UUID.randomUUID().toString() : delivery;
        for (String word : new String[] {id, hookId}) {
            if (!WORD.matcher(word).matches() || !WORDS.matcher(read.event()).matches()) {
                throw new ParameterException(
                        Objects.requireNonNull(spec).commandLine(),
                        "An event, a delivery's and a webhook's id must be printable ASCII without blanks");
            }
        }
        return form || signer.sendsForms()
                ? SampleRequest.form(read.method(), read.event(), read.bytes(), id, hookId, Instant.now())
                : SampleRequest.json(read.method(), read.event(), read.bytes(), id, hookId, Instant.now());
    }

    private int send(SampleRequest request, SampleSigner signer, SendTarget target) throws SendFailure {
        PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
        SampleRequest.Headers headers = request.headers(signer, target.secret());
        if (target.secret() == null) {
            err.println("jenvoy: " + signer.unsigned());
        }
        if (verbose) {
            err.println("> " + request.method() + " " + target.url());
            err.println(headers.shown());
        }
        SendReply reply;
        try {
            reply = new SendClient(timeout, target.certificate()).send(target.url(), request, headers.all());
        } catch (IOException e) {
            return failed(explain(e, target), request);
        }
        if (verbose) {
            err.println("< " + reply.status());
            reply.headers().forEach((name, value) -> err.println("< " + name + ": " + TerminalText.line(value)));
        }
        SendReport report = report();
        if (json) {
            report.printJson(reply, request);
        } else {
            report.print(reply, request);
        }
        return reply.isGood() ? ExitCode.OK : ExitCode.FAILED;
    }

    private String explain(IOException failure, SendTarget target) {
        if (failure instanceof ConnectException) {
            return "no server listens at " + target.url() + "; start it with: " + CalledAs.words() + " serve";
        }
        if (failure instanceof SocketTimeoutException) {
            return "no answer from " + target.url() + " within " + timeout.toMillis()
                    + " ms; hooks may still be running";
        }
        if (failure instanceof UnknownHostException) {
            return "unknown host " + target.url().getHost();
        }
        return "no answer from " + target.url() + ": " + TerminalText.line(String.valueOf(failure.getMessage()));
    }

    private int failed(String error, SampleRequest request) {
        Objects.requireNonNull(spec).commandLine().getErr().println("jenvoy: " + error);
        if (json) {
            report().printJson(error, request);
        }
        return ExitCode.FAILED;
    }

    private SendReport report() {
        return new SendReport(Objects.requireNonNull(spec).commandLine().getOut());
    }
}
