package dev.jenvoy.cli.send;

import dev.jenvoy.cli.base.ConfigOption;
import dev.jenvoy.cli.base.ExitCode;
import dev.jenvoy.cli.base.RootCommand;
import dev.jenvoy.cli.base.Surroundings;
import dev.jenvoy.cli.base.TerminalText;
import dev.jenvoy.endpoint.configured.EndpointTrial;
import dev.jenvoy.sender.registry.SenderTypes;
import dev.jenvoy.sender.sample.SampleRequest;
import dev.jenvoy.sender.sample.SampleSigner;
import dev.jenvoy.sender.sample.SendFailure;
import java.io.PrintWriter;
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
            "The payload is a sample (--list shows them) or a file.",
            "With --endpoint it is sent to /hooks/NAME, with the proof that the configuration asks for."
        },
        footerHeading = "%nExit codes:%n",
        footer = {
            "  0  answered with 2xx",
            "  1  another answer, or no answer; with --fail also if a hook failed or still runs",
            "  2  wrong usage"
        },
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

    @Option(names = "--fail", description = "End with 1 also if a hook failed, or still runs.")
    private boolean fail;

    @Option(
            names = {"-v", "--verbose"},
            description = "Print the headers too, on standard error; never a signature.")
    private boolean verbose;

    @Mixin
    private final TrialOptions endpoint = new TrialOptions();

    @Override
    public Integer call() {
        CommandSpec command = Objects.requireNonNull(spec);
        PrintWriter out = command.commandLine().getOut();
        Surroundings surroundings = Objects.requireNonNull(root).surroundings();
        Optional<EndpointTrial.OfSender> entry = Optional.empty();
        if (endpoint.isGiven(command)) {
            TriedEndpoint tried = new TriedEndpoint(endpoint, configuration(surroundings), surroundings);
            try {
                EndpointTrial trial = tried.find(url, payload, command);
                if (trial instanceof EndpointTrial.Complete complete) {
                    return exchange().run(tried.sent(complete, url), tried.subject());
                }
                entry = Optional.of((EndpointTrial.OfSender) trial);
                sender = entry.get().sender();
            } catch (SendFailure e) {
                return exchange().failed(String.valueOf(e.getMessage()), tried.subject());
            }
        }
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
            SendTarget.Configuration configuration = configuration(surroundings);
            SendTarget target = entry.isPresent()
                    ? SendTarget.of(entry.get(), url, secret, configuration, surroundings)
                    : SendTarget.find(url, secret, signer, configuration, surroundings);
            return send(request, signer, target);
        } catch (SendFailure e) {
            return exchange().failed(String.valueOf(e.getMessage()), subject(request));
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
        SampleRequest.Headers headers = request.headers(signer, target.secret());
        if (target.secret() == null) {
            Objects.requireNonNull(spec).commandLine().getErr().println("jenvoy: " + signer.unsigned());
        }
        return exchange()
                .run(
                        new Exchange.Sent(
                                target.url(),
                                target.url().toString(),
                                request.method(),
                                headers.all(),
                                headers.shown(),
                                request.body(),
                                target.certificate()),
                        subject(request));
    }

    private static SendReport.Subject subject(SampleRequest request) {
        return new SendReport.Subject("event", request.event(), request.delivery());
    }

    private Exchange exchange() {
        return new Exchange(Objects.requireNonNull(spec).commandLine(), timeout, verbose, json, fail);
    }
}
