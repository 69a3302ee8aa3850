package dev.jenvoy.hook.run;

import dev.jenvoy.delivery.Context;
import dev.jenvoy.delivery.Outcome;
import dev.jenvoy.delivery.ShortageException;
import dev.jenvoy.hook.HookOptions;
import dev.jenvoy.hook.HookSettings;
import dev.jenvoy.hook.resident.ResidentHooks;
import dev.jenvoy.hook.resident.ResidentProgram;
import dev.jenvoy.hook.resident.ResidentRequest;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Runs a delivery by a process of a resident hook. */
final class ResidentRunner {

    private static final String PREFIX = "JENVOY_";

    private final ScriptRunner runs;
    private final ResidentHooks residents;

    ResidentRunner(ScriptRunner runs, ResidentHooks residents) {
        this.runs = runs;
        this.residents = residents;
    }

    /** Runs it to its end on the calling thread. Waits while all processes of the hook are busy. */
    Outcome run(
            String name,
            Path file,
            Path folder,
            HookSettings settings,
            HookOptions options,
            Optional<EarlierOutcomes> others,
            Map<String, String> fromHead,
            Context context)
            throws ShortageException, InterruptedException {
        return runs.run(name, settings, options, context, (payload, account, listener, cancellation) -> {
            Map<String, String> inherited = ScriptRunner.inherited(settings, account);
            Map<String, String> standing = HookEnvironment.withoutDelivery(inherited, options);
            List<String> command = List.of(file.toString());
            ResidentProgram program = new ResidentProgram(
                    name,
                    file,
                    account.map(other -> other.command(command)).orElse(command),
                    account.flatMap(OtherAccount::helper),
                    folder,
                    standing,
                    options.residency().copies(),
                    options.residency().idle(),
                    options.killGrace());
            Map<String, String> variables = new HashMap<>(HookEnvironment.of(inherited, fromHead, options, context));
            variables.putAll(runs.shared(context));
            variables.entrySet().removeIf(variable -> variable.getValue().equals(standing.get(variable.getKey())));
            others.ifPresent(result -> variables.put(HookEnvironment.RESULT, result.word()));
            Optional<Path> result = Optional.empty();
            if (others.isPresent()) {
                Path written = payload.write("result.json", others.get()::write).toAbsolutePath();
                if (account.isPresent()) {
                    account.get().own(written);
                }
                result = Optional.of(written);
            }
            ResidentRequest request = new ResidentRequest(
                    context.token(),
                    context.delivery().id().toString(),
                    context.delivery().event().name(),
                    facts(variables),
                    variables,
                    payload.file().toAbsolutePath(),
                    result);
            return residents.run(program, request, options.limits(), listener, cancellation);
        });
    }

    /** Returns the variables of the delivery under their short names. */
    private static Map<String, String> facts(Map<String, String> variables) {
        Map<String, String> facts = new HashMap<>();
        variables.forEach((name, value) -> {
            if (name.startsWith(PREFIX)) {
                facts.put(name.substring(PREFIX.length()).toLowerCase(Locale.ROOT), value);
            }
        });
        return facts;
    }
}
