package dev.jenvoy.option.secret;

import dev.jenvoy.option.json.FileReader;
import dev.jenvoy.option.json.JsonNode;
import dev.jenvoy.option.json.KeyContext;
import dev.jenvoy.option.json.Places;
import dev.jenvoy.option.json.ValueReaders;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads secrets and follows their references. No message of it holds a secret, not even one of the wrong type. */
public final class SecretReader {
    /** The name of an environment variable. */
    public static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private static final String FROM_VARIABLE = "env:";
    private static final String FROM_FILE = "file:";
    private static final String FROM_CREDENTIAL = "credential:";

    /** Where systemd puts the credentials of a service. */
    private static final String CREDENTIALS = "CREDENTIALS_DIRECTORY";

    private static final Pattern CREDENTIAL = Pattern.compile("[A-Za-z0-9_@-][A-Za-z0-9_.@-]*");
    private static final int MIN_SECRET_CHARS = 16;

    private final Path folder;
    private final Map<String, String> environment;
    private final FileReader reader;
    private final Set<String> variables = new LinkedHashSet<>();
    private final List<FileReader.Content> files = new ArrayList<>();

    public SecretReader(Path folder, Map<String, String> environment, FileReader reader) {
        this.folder = folder;
        this.environment = environment;
        this.reader = reader;
    }

    /** The variables that were asked for, resolved or not. */
    public Set<String> variables() {
        return variables;
    }

    /** The files that were asked for, as they were. */
    public List<FileReader.Content> files() {
        return files;
    }

    /** Reads a secret, a list of secrets, or {@code ""}, which means that there is no secret. */
    public Optional<Secrets> readAny(JsonNode node, KeyContext place) {
        if (!(node instanceof JsonNode.Items items)) {
            return readOne(node, place);
        }
        if (items.values().isEmpty()) {
            place.error(node, "an empty list would open the door: expected at least one secret, or \"\" for none");
            return Optional.empty();
        }
        List<String> secrets = new ArrayList<>();
        for (int i = 0; i < items.values().size(); i++) {
            JsonNode item = items.values().get(i);
            KeyContext itemPlace = place.item(i);
            if (item instanceof JsonNode.Text text && text.value().isBlank()) {
                itemPlace.error(item, "a list with an empty secret would open the door");
            } else {
                secret(item, itemPlace, "a secret between double quotes").ifPresent(secrets::add);
            }
        }
        return secrets.size() == items.values().size() ? Optional.of(Secrets.of(secrets)) : Optional.empty();
    }

    /** Reads a secret, or {@code ""}, which means that there is no secret. */
    public Optional<Secrets> readOne(JsonNode node, KeyContext place) {
        if (node instanceof JsonNode.Text text && text.value().isEmpty()) {
            return Optional.of(Secrets.none());
        }
        return secret(node, place, "a secret between double quotes, or \"\" for none")
                .map(secret -> Secrets.of(List.of(secret)));
    }

    /**
     * Reads a text that may be a reference and must not be blank, such as a token or an address that a service gave. Nothing
     * about its form is judged.
     */
    public Optional<String> readText(JsonNode node, KeyContext place, String expected) {
        if (!(node instanceof JsonNode.Text text) || text.value().isBlank()) {
            return ValueReaders.wrong(node, place, expected);
        }
        return resolve(text, place);
    }

    /**
     * Reads a secret that must be a reference: to a variable, to a file, or to a credential that systemd gave to the service.
     * Nothing about its form is judged. A text that is no reference is an error, and is not shown.
     */
    public Optional<String> readReference(JsonNode node, KeyContext place) {
        if (!(node instanceof JsonNode.Text text)) {
            return ValueReaders.wrong(node, place, "a reference like \"file:secrets/token\"");
        }
        String value = text.value();
        if (value.startsWith(FROM_CREDENTIAL)) {
            return credential(text, value.substring(FROM_CREDENTIAL.length()), place);
        }
        if (!value.startsWith(FROM_VARIABLE) && !value.startsWith(FROM_FILE)) {
            place.error(
                    node, "not a reference to a secret: expected \"env:NAME\", \"file:PATH\" or \"credential:NAME\"");
            return Optional.empty();
        }
        return resolve(text, place);
    }

    private Optional<String> credential(JsonNode node, String name, KeyContext place) {
        if (!CREDENTIAL.matcher(name).matches()) {
            place.error(node, "expected the name of a credential after \"credential:\"");
            return Optional.empty();
        }
        String given = environment.get(CREDENTIALS);
        if (given == null || given.isBlank()) {
            place.error(node, "systemd gave no credentials to the server: " + CREDENTIALS + " is not set");
            return Optional.empty();
        }
        return file(node, given + "/" + name, place);
    }

    private Optional<String> secret(JsonNode node, KeyContext place, String expected) {
        if (!(node instanceof JsonNode.Text text)) {
            return ValueReaders.wrong(node, place, expected);
        }
        Optional<String> secret = resolve(text, place);
        if (secret.isPresent() && SecretFlaw.isEmpty(secret.get())) {
            place.error(node, "nothing but space: a blank secret would open the door");
            return Optional.empty();
        }
        secret.ifPresent(found -> warn(found, node, place));
        return secret;
    }

    /** The one thing that matters most: a placeholder is short as a rule. */
    private static void warn(String secret, JsonNode node, KeyContext place) {
        Optional<String> flaw = SecretFlaw.of(secret);
        if (flaw.isPresent()) {
            place.warning(node, "a secret that its sender hardly has: " + flaw.get());
        } else if (secret.length() < MIN_SECRET_CHARS) {
            place.warning(
                    node,
                    "a secret of under " + MIN_SECRET_CHARS
                            + " characters can be guessed; the command \"secret\" makes a good one");
        }
    }

    private Optional<String> resolve(JsonNode.Text text, KeyContext place) {
        String value = text.value();
        if (value.startsWith(FROM_VARIABLE)) {
            return variable(text, value.substring(FROM_VARIABLE.length()), place);
        }
        if (value.startsWith(FROM_FILE)) {
            return file(text, value.substring(FROM_FILE.length()), place);
        }
        return Optional.of(value);
    }

    private Optional<String> variable(JsonNode node, String name, KeyContext place) {
        if (!VARIABLE.matcher(name).matches()) {
            place.error(node, "expected the name of an environment variable after \"env:\"");
            return Optional.empty();
        }
        variables.add(name);
        String value = environment.get(name);
        if (value == null || value.isBlank()) {
            place.error(node, "the environment variable " + name + (value == null ? " is not set" : " is empty"));
            return Optional.empty();
        }
        // What is made with "echo" ends in a line end, in a variable as in a file.
        return Optional.of(withoutLastNewline(value));
    }

    private Optional<String> file(JsonNode node, String name, KeyContext place) {
        FileReader.Content content;
        try {
            if (name.isBlank()) {
                place.error(node, "expected a path after \"file:\"");
                return Optional.empty();
            }
            content = reader.read(Places.resolve(folder, name));
        } catch (InvalidPathException e) {
            place.error(node, "expected a path after \"file:\"");
            return Optional.empty();
        }
        files.add(content);
        if (content.flaw().isPresent()) {
            String words = content.flaw().get().words("it");
            place.report().flaw(place.key(), node.at(), "this file: " + words, content);
        }
        if (content.failure().isPresent() && content.flaw().isPresent()) {
            return Optional.empty();
        }
        if (content.failure().isPresent()) {
            place.error(node, "no secret from this file: " + content.failure().get());
            return Optional.empty();
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(content.bytes().duplicate())
                    .toString();
            String secret = withoutLastNewline(text);
            if (SecretFlaw.isEmpty(secret)) {
                place.error(node, "no secret from this file: it is empty");
                return Optional.empty();
            }
            return Optional.of(secret);
        } catch (CharacterCodingException e) {
            place.error(node, "no secret from this file: it is not UTF-8");
            return Optional.empty();
        }
    }

    private static String withoutLastNewline(String text) {
        if (text.endsWith("\r\n")) {
            return text.substring(0, text.length() - 2);
        }
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }
}
