package dev.jenvoy.cli.send;

import dev.jenvoy.cli.base.TerminalText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options that send to an endpoint of the configuration. */
final class TrialOptions {

    static final String ENDPOINT = "--endpoint";

    /** Options that only an endpoint of a sender understands, because that sender signs. */
    private static final List<String> OF_SENDERS = List.of(
            "--secret",
            "--event",
            "--delivery",
            "--hook-id",
            "--form",
            "--list",
            "--print",
            "--repository",
            "--branch",
            "--tag");

    private static final Pattern METHOD = Pattern.compile("[A-Z]{1,20}");
    private static final Pattern HEADER =
            Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}):[ \\t]*([\\x20-\\x7E]{0,8000})");

    @Option(
            names = ENDPOINT,
            paramLabel = "NAME",
            description = "Send to this entry of endpoints, with the proof that it asks for.")
    private @Nullable String endpoint;

    @Option(names = "--method", description = "The method, of a request to an endpoint. Default: the endpoint's.")
    private @Nullable String method;

    @Option(
            names = "--content-type",
            paramLabel = "TYPE",
            description = "The type of the body, of a request to an endpoint. Default: by the endpoint's body, else "
                    + "application/json.")
    private @Nullable String contentType;

    @Option(
            names = "--header",
            paramLabel = "NAME:VALUE",
            description = "A further header of a request to an endpoint. May be given several times.")
    private List<String> headers = List.of();

    /**
     * Tells whether an endpoint is named.
     *
     * @throws ParameterException for options that make no sense with what is sent
     */
    boolean isGiven(CommandSpec command) {
        boolean isGiven = endpoint != null;
        if (!isGiven && (method != null || contentType != null || !headers.isEmpty())) {
            throw wrong(command, "--method, --content-type and --header need --endpoint");
        }
        if (isGiven && given(command, "--as")) {
            throw wrong(command, "--endpoint and --as exclude each other: the entry says who sends");
        }
        return isGiven;
    }

    /** Rejects the options of this class, for an endpoint whose sender decides about them. */
    void rejectOwn(CommandSpec command) {
        if (method != null || contentType != null || !headers.isEmpty()) {
            throw wrong(
                    command,
                    "The entry " + name() + " has \"as\", so its sender decides about --method, --content-type and"
                            + " --header");
        }
    }

    /** Rejects the options of senders, for an endpoint that is described. */
    void rejectOthers(CommandSpec command) {
        for (String option : OF_SENDERS) {
            if (given(command, option)) {
                throw wrong(command, option + " has no meaning for the entry " + name() + ": it has no \"as\"");
            }
        }
    }

    private static boolean given(CommandSpec command, String option) {
        return command.commandLine().getParseResult().hasMatchedOption(option);
    }

    /** Returns the name of the endpoint, as text for people. */
    String name() {
        return TerminalText.line(rawName());
    }

    String rawName() {
        return endpoint == null ? "" : endpoint;
    }

    Optional<String> method(CommandSpec command) {
        if (method != null && !METHOD.matcher(method).matches()) {
            throw wrong(command, "--method must be a method in upper case, such as PUT");
        }
        return Optional.ofNullable(method);
    }

    Optional<String> contentType() {
        return Optional.ofNullable(contentType);
    }

    Map<String, String> headers(CommandSpec command) {
        Map<String, String> all = new LinkedHashMap<>();
        for (String header : headers) {
            Matcher form = HEADER.matcher(header);
            if (!form.matches()) {
                throw wrong(command, "--header must be like \"X-Name: value\", in ASCII");
            }
            all.put(form.group(1), form.group(2));
        }
        return all;
    }

    private static ParameterException wrong(CommandSpec command, String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
