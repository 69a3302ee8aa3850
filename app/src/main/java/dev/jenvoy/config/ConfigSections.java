package dev.jenvoy.config;

import dev.jenvoy.audit.AuditOptions;
import dev.jenvoy.dispatch.StopOptions;
import dev.jenvoy.dispatch.intake.BackupOptions;
import dev.jenvoy.dispatch.schedule.DispatchOptions;
import dev.jenvoy.endpoint.EndpointOptions;
import dev.jenvoy.hook.HooksOptions;
import dev.jenvoy.log.LogOptions;
import dev.jenvoy.option.OptionGroup;
import dev.jenvoy.sender.github.GitHubOptions;
import dev.jenvoy.sender.registry.SendersOptions;
import dev.jenvoy.sender.trigger.TriggerOptions;
import dev.jenvoy.storage.StorageOptions;
import dev.jenvoy.web.ListenOptions;
import dev.jenvoy.web.SocketOptions;
import dev.jenvoy.web.admin.http.AdminListenerOptions;
import dev.jenvoy.web.response.WebOptions;
import java.util.ArrayList;
import java.util.List;

/**
 * Lists the groups of keys, in the order in which the configuration is shown, under the titles that the reference has. A feature
 * with keys needs a line here.
 */
final class ConfigSections {

    static final List<Section> ALL = List.of(
            new Section(
                    "Listening and admission",
                    List.of(ListenOptions.GROUP, TlsSection.GROUP, SocketOptions.GROUP, GitHubOptions.GROUP)),
            new Section("Senders and triggers", List.of(SendersOptions.GROUP, TriggerOptions.GROUP)),
            new Section("Hooks", List.of(HooksOptions.GROUP)),
            new Section("Answers and deliveries", List.of(WebOptions.GROUP, StopOptions.GROUP, DispatchOptions.GROUP)),
            new Section(
                    "Data",
                    List.of(StorageOptions.GROUP, JournalSection.GROUP, AuditOptions.GROUP, BackupOptions.GROUP)),
            new Section("Endpoints", List.of(EndpointsSection.GROUP, EndpointOptions.GROUP)),
            new Section("Chat", List.of(ChatSection.GROUP)),
            new Section("Tickets", List.of(TicketsSection.GROUP)),
            new Section("Forges", List.of(ForgesSection.GROUP)),
            new Section("Administration and log", List.of(AdminListenerOptions.GROUP, LogOptions.GROUP)));

    /** Some groups under a title. */
    record Section(String title, List<OptionGroup<?>> groups) {}

    private ConfigSections() {}

    /** Returns the groups of all sections, in order. */
    static List<OptionGroup<?>> groups() {
        List<OptionGroup<?>> groups = new ArrayList<>();
        ALL.forEach(section -> groups.addAll(section.groups()));
        return List.copyOf(groups);
    }
}
