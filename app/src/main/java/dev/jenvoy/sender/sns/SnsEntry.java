package dev.jenvoy.sender.sns;

import dev.jenvoy.option.Option;
import dev.jenvoy.option.OptionValues;
import dev.jenvoy.option.Options;
import dev.jenvoy.option.ValueType;
import dev.jenvoy.option.json.ValueReader;
import dev.jenvoy.option.json.ValueReaders;
import dev.jenvoy.sender.SenderOptions;
import dev.jenvoy.sender.type.EntryValues;
import dev.jenvoy.sender.type.SenderEntry;
import java.util.List;
import java.util.regex.Pattern;

/** Declares {@code senders.sns}. AWS signs every topic, so the signature does not say which topics to accept. */
final class SnsEntry implements SenderEntry {

    private static final Pattern TOPIC =
            Pattern.compile("arn:aws[a-z-]*:sns:[a-z0-9-]{1,40}:[0-9]{12}:[A-Za-z0-9_-]{1,256}");
    private static final ValueReader<List<String>> ARNS = ValueReaders.list(
            ValueReaders.text(TOPIC, "the ARN of a topic, arn:aws:sns:REGION:ACCOUNT:NAME"),
            "a list of ARNs like [\"arn:aws:sns:REGION:ACCOUNT:NAME\"]");

    static final Option<List<String>> TOPICS = Options.of(
                    "topics", ValueType.of("list of ARNs", ARNS, arns -> arns), List.<String>of())
            .live("The Amazon SNS topics whose messages are accepted.");

    @Override
    public List<Option<?>> keys() {
        return List.of(TOPICS, SenderOptions.ALLOWED_IPS);
    }

    @Override
    public String example() {
        return "{\"topics\": [\"arn:aws:sns:REGION:ACCOUNT:NAME\"]}";
    }

    @Override
    public OptionValues judge(EntryValues entry) {
        boolean readable = entry.find(TOPICS).isPresent() || !entry.names(TOPICS);
        if (readable && entry.find(TOPICS).filter(list -> !list.isEmpty()).isEmpty()) {
            entry.warn(TOPICS, "without a topic no message of Amazon SNS is taken");
        }
        return entry.values();
    }
}
