package dev.jenvoy.app.feature;

import dev.jenvoy.forge.report.WantedReports;
import dev.jenvoy.hook.HookSettings;
import dev.jenvoy.hook.report.ReportForm;
import dev.jenvoy.hook.run.HookKind;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Says which reports hooks want, by their options. */
record HookReports(Supplier<HookSettings> hooks) implements WantedReports {

    /** Makes it where the check of the caller's class needs not load the contract. */
    static WantedReports of(Supplier<HookSettings> hooks) {
        return new HookReports(hooks);
    }

    @Override
    public String kind() {
        return HookKind.KIND;
    }

    @Override
    public Set<Form> of(String hook) {
        return hooks.get().options().apply(hook).reports().stream()
                .map(form -> form == ReportForm.STATUS ? Form.STATUS : Form.COMMENT)
                .collect(Collectors.toSet());
    }
}
