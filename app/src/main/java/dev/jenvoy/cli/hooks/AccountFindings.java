package dev.jenvoy.cli.hooks;

import dev.jenvoy.hook.HookSettings;
import dev.jenvoy.hook.lint.Finding;
import dev.jenvoy.hook.lint.HookCatalogue;
import dev.jenvoy.hook.lint.HookListing;
import dev.jenvoy.hook.run.HookAccounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Says which hooks cannot run as the accounts that the configuration gives them. */
final class AccountFindings {

    private AccountFindings() {}

    /**
     * Returns a finding for each account that cannot be used: a fault if a helper is configured, otherwise a warning, because
     * the server may run as another user than this command. Runs the helper once for each account.
     */
    static List<Finding> of(HookSettings settings, HookCatalogue catalogue) {
        Map<String, String> hooks = new TreeMap<>();
        for (HookListing file : catalogue.files()) {
            Optional<String> user = settings.options().apply(file.path()).user();
            if (user.isPresent() && file.never().isEmpty()) {
                hooks.putIfAbsent(user.get(), file.path());
            }
        }
        List<Finding> findings = new ArrayList<>();
        hooks.forEach((user, hook) -> problem(user, settings).ifPresent(why -> {
            String words = "it cannot run as user " + user + ": " + why;
            findings.add(settings.userHelper().isEmpty() ? Finding.warning(hook, words) : Finding.fault(hook, words));
        }));
        return findings;
    }

    private static Optional<String> problem(String user, HookSettings settings) {
        try {
            return HookAccounts.problem(user, settings);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
