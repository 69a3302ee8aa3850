package dev.jenvoy.cli.send;

import dev.jenvoy.config.Config;
import dev.jenvoy.config.sender.TriggerConfig;
import dev.jenvoy.sender.custom.CustomSenderType;
import dev.jenvoy.sender.github.GitHubOptions;
import dev.jenvoy.sender.registry.SenderTypes;
import dev.jenvoy.sender.sample.SampleSigner;
import dev.jenvoy.sender.trigger.TriggerSigner;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the signer that {@code --as} names. */
final class SampleSigners {

    private SampleSigners() {}

    /** Finds a sender that comes with the server. */
    static Optional<SampleSigner> known(String name) {
        return all().filter(signer -> signer.name().equals(name)).findFirst();
    }

    /** Finds a sender that the configuration describes. */
    static Optional<SampleSigner> described(String name, Config config) {
        return config.senders().described().values().stream()
                .filter(spec -> spec.name().equals(name))
                .flatMap(spec -> new CustomSenderType(spec).signers().stream())
                .findFirst();
    }

    /** Says why only the sender of this name can sign; empty for every other name. */
    static Optional<String> unsignable(String name) {
        return SenderTypes.ALL.stream()
                .filter(type -> type.identity().name().equals(name))
                .flatMap(type -> type.unsignable().stream())
                .findFirst();
    }

    /** Returns the names of the senders that come with the server, the default first. */
    static List<String> names() {
        return SenderTypes.defaultFirst(all().map(SampleSigner::name));
    }

    /** Returns the secrets that the configuration has for this sender. */
    static List<String> secrets(SampleSigner signer, Config config) {
        if (signer instanceof TriggerSigner trigger) {
            return trigger.tokens();
        }
        String prefix = "senders.";
        String key = signer.secretKey();
        return key.startsWith(prefix)
                ? config.senders().of(key.substring(prefix.length())).secret().texts()
                : config.get(GitHubOptions.GROUP).secrets();
    }

    /**
     * Gives a signer what it needs of the configuration. A trigger is signed for the first entry of {@code TRIGGERS} that fits
     * the options; if no entry fits, only {@code --secret} has a token.
     */
    static SampleSigner configured(SampleSigner signer, Config config, SampleOptions options) {
        return signer instanceof TriggerSigner trigger ? trigger(trigger, config, options) : signer;
    }

    private static SampleSigner trigger(TriggerSigner signer, Config config, SampleOptions options) {
        @Nullable String repository = options.repositoryName();
        @Nullable String branch = options.branch();
        Optional<TriggerConfig> entry = config.triggers().all().stream()
                .filter(one -> repository == null || repository.equals(one.repository()))
                .filter(one -> branch == null || branch.equals(one.branch()))
                .findFirst();
        return entry.map(one -> new TriggerSigner(
                        one.repository(), one.branch(), one.token().texts(), one.iterations()))
                .orElseGet(() -> signer.about(repository, branch));
    }

    private static Stream<SampleSigner> all() {
        return SenderTypes.ALL.stream().flatMap(type -> type.signers().stream());
    }
}
