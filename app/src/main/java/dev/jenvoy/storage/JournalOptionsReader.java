package dev.jenvoy.storage;

import dev.jenvoy.option.json.Amounts;
import dev.jenvoy.option.json.JsonNode;
import dev.jenvoy.option.json.KeyContext;
import dev.jenvoy.option.json.ObjectReader;
import dev.jenvoy.option.json.ValueReader;
import dev.jenvoy.option.json.ValueReaders;
import dev.jenvoy.option.secret.SecretReader;
import dev.jenvoy.option.secret.Secrets;
import dev.jenvoy.storage.JournalOptions.Replicated;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the section {@code journal}, and reports every problem in it. Does not look at the database. */
public final class JournalOptionsReader {

    private static final String URL = "url";
    private static final String USER = "user";
    private static final String PASSWORD = "password";
    private static final String LEASE = "lease";
    private static final String REPLICATED = "replicated";
    private static final String UNSAFE = "unsafe";

    private static final String START = "jdbc:postgresql:";
    private static final String EXPECTED = "a URL like \"jdbc:postgresql://db.example.org/jenvoy\"";
    private static final Pattern CREDENTIALS = Pattern.compile("[?&](user|password)=|//[^/?]*@");
    private static final Pattern KEY_PASSWORD = Pattern.compile("[?&]sslpassword=", Pattern.CASE_INSENSITIVE);
    private static final Pattern SESSION_NAME = Pattern.compile("[?&]ApplicationName=");

    /** A server accepts nothing any more after ten seconds without the database, and ends its hooks only after that. */
    private static final Duration MIN_LEASE = Duration.ofSeconds(15);

    private static final Duration MAX_LEASE = Duration.ofMinutes(10);

    private static final ValueReader<Duration> LEASES =
            (node, place) -> Amounts.DURATION_ABOVE_ZERO.read(node, place).filter(lease -> {
                boolean fits = lease.compareTo(MIN_LEASE) >= 0 && lease.compareTo(MAX_LEASE) <= 0;
                if (!fits) {
                    place.error(
                            node,
                            "expected a duration from \"" + Amounts.words(MIN_LEASE) + "\" to \""
                                    + Amounts.words(MAX_LEASE) + "\"");
                }
                return fits;
            });

    private final SecretReader secrets;

    /** @param secrets resolves the reference to the password */
    public JournalOptionsReader(SecretReader secrets) {
        this.secrets = secrets;
    }

    /** Reads the section; empty, and reported, if it cannot be used. */
    public Optional<JournalOptions> read(JsonNode node, KeyContext place) {
        if (!(node instanceof JsonNode.Members members)) {
            return ValueReaders.wrong(node, place, "an object: the database that several servers share");
        }
        ObjectReader in = new ObjectReader(place.key(), members.values(), place.report());
        Optional<String> url = in.require(URL, JournalOptionsReader::url);
        Optional<String> user =
                in.require(USER, ValueReaders.text(text -> !text.isBlank(), "the name of a role in the database"));
        Optional<Secrets> password = in.has(PASSWORD) ? in.take(PASSWORD, this::password) : Optional.of(Secrets.none());
        Optional<Duration> lease = in.has(LEASE) ? in.take(LEASE, LEASES) : Optional.of(JournalOptions.LEASE);
        Optional<Replicated> replicated = in.has(REPLICATED)
                ? in.take(REPLICATED, ValueReaders.choice(Replicated.values(), false))
                : Optional.of(Replicated.NO);
        Optional<Boolean> unsafe = in.has(UNSAFE) ? in.take(UNSAFE, ValueReaders.FLAG) : Optional.of(false);
        in.finish();
        boolean isWhole = url.isPresent()
                && user.isPresent()
                && password.isPresent()
                && lease.isPresent()
                && replicated.isPresent()
                && unsafe.isPresent();
        return isWhole
                ? Optional.of(new JournalOptions(
                        url.get(), user.get(), password.get(), lease.get(), replicated.get(), unsafe.get()))
                : Optional.empty();
    }

    private static Optional<String> url(JsonNode node, KeyContext place) {
        if (!(node instanceof JsonNode.Text text)) {
            return ValueReaders.wrong(node, place, EXPECTED);
        }
        String url = text.value();
        if (CREDENTIALS.matcher(url).find()) {
            // Not shown: it may hold the password.
            place.error(node, "the URL is shown, so user and password do not belong into it: use the keys beside it");
            return Optional.empty();
        }
        if (KEY_PASSWORD.matcher(url).find()) {
            place.error(
                    node,
                    "the URL is shown, so sslpassword does not belong into it: let sslkey name a file without a"
                            + " password that only this user can read");
            return Optional.empty();
        }
        if (!url.startsWith(START) || url.length() == START.length()) {
            return ValueReaders.refuse(text, place, EXPECTED);
        }
        if (SESSION_NAME.matcher(url).find()) {
            place.warning(
                    node,
                    "ApplicationName has no effect: servers find each other's sessions by the names that they give"
                            + " them");
        }
        return Optional.of(url);
    }

    private Optional<Secrets> password(JsonNode node, KeyContext place) {
        if (node instanceof JsonNode.Text text && text.value().isEmpty()) {
            return Optional.of(Secrets.none());
        }
        return secrets.readText(node, place, "the password of the role, or a reference like \"file:secrets/database\"")
                .map(password -> Secrets.of(List.of(password)));
    }

    /** Returns the section in the shape that the file has, without the password. */
    public static Object shown(JournalOptions options) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put(URL, options.url());
        shown.put(USER, options.user());
        shown.put(PASSWORD, options.password().shown());
        shown.put(LEASE, Amounts.words(options.lease()));
        shown.put(REPLICATED, options.replicated().name().toLowerCase(Locale.ROOT));
        shown.put(UNSAFE, options.isUnsafe());
        return shown;
    }
}
