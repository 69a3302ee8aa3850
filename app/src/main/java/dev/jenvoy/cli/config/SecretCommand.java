package dev.jenvoy.cli.config;

import dev.jenvoy.cli.base.ExitCode;
import dev.jenvoy.config.FirstConfig;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Creates a secret. */
@Command(name = "secret", description = "Prints a new secret: 256 random bits as hex.", mixinStandardHelpOptions = true)
public final class SecretCommand implements Callable<Integer> {

    @Spec
    @org.jspecify.annotations.Nullable
    private CommandSpec spec;

    @Option(names = "--json", description = "Print a JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        String secret = new FirstConfig(new SecureRandom()).newSecret();
        java.util.Objects.requireNonNull(spec)
                .commandLine()
                .getOut()
                .println(json ? "{\"secret\": \"" + secret + "\"}" : secret);
        return ExitCode.OK;
    }
}
