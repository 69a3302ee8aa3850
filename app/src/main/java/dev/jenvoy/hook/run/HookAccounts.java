package dev.jenvoy.hook.run;

import dev.jenvoy.hook.HookSettings;
import java.util.Optional;

/** Says beforehand whether hooks can run as other accounts. */
public final class HookAccounts {

    private HookAccounts() {}

    /**
     * Returns why no hook can run as this account; empty if hooks can. Judges for a server of this process's own account. Has a
     * configured helper run {@code true} as the account, and blocks for its end, 10 seconds at most.
     */
    public static Optional<String> problem(String account, HookSettings settings) throws InterruptedException {
        try {
            return OtherAccount.find(account, settings)
                    .flatMap(OtherAccount::helper)
                    .flatMap(helper -> helper.whyNot().map(words -> "user_helper: " + words));
        } catch (OtherAccount.NoSuchAccount e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
