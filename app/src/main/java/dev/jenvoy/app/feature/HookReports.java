package dev.jenvoy.app.feature;

import dev.jenvoy.forge.report.WantedReports;
import dev.jenvoy.hook.HookSettings;
import dev.jenvoy.hook.head.HookHead;
import dev.jenvoy.hook.head.HookHeads;
import dev.jenvoy.hook.report.ReportForm;
import dev.jenvoy.hook.run.HookKind;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Says which reports hooks want, by their options.
 *
 * @param forges gives the host of the repositories of a source of deliveries that is no forge's
 */
record HookReports(Supplier<HookSettings> hooks, HookHeads heads, Function<String, Optional<String>> forges)
        implements WantedReports {

    /** Makes it where the check of the caller's class needs not load the contract. */
    static WantedReports of(Supplier<HookSettings> hooks, HookHeads heads, Function<String, Optional<String>> forges) {
        return new HookReports(hooks, heads, forges);
    }

    @Override
    public String kind() {
        return HookKind.KIND;
    }

    @Override
    public Set<Form> of(String hook) {
        HookSettings now = hooks.get();
        HookHead head = heads.now(now.folder().resolve(hook));
        return HookHeads.options(hook, head, now).reports().stream()
                .map(form -> form == ReportForm.STATUS ? Form.STATUS : Form.COMMENT)
                .collect(Collectors.toSet());
    }

    @Override
    public Optional<String> forgeOf(String source) {
        return forges.apply(source);
    }
}
