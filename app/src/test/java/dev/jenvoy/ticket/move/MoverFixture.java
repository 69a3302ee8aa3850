package dev.jenvoy.ticket.move;

import dev.jenvoy.storage.Storage;
import dev.jenvoy.storage.sqlite.SqliteStorage;
import dev.jenvoy.store.DataFolder;
import dev.jenvoy.ticket.ledger.Ledger;
import dev.jenvoy.ticket.ledger.MoveCause;
import dev.jenvoy.ticket.ledger.MoveKey;
import dev.jenvoy.ticket.ledger.TicketMove;
import dev.jenvoy.ticket.ledger.TicketResult;
import dev.jenvoy.ticket.options.ReadTickets;
import dev.jenvoy.ticket.setup.SetupFiles;
import dev.jenvoy.ticket.setup.TrackerSetup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A mover with a ledger in SQLite, a tracker in memory with the ticket {@code SOC-1}, and a machine of five states. */
final class MoverFixture implements AutoCloseable {

    static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");
    static final String MERGED = "github acme/site pr 7 merged 61137";
    private static final String MACHINE = """
        provisioner "soc" {
          aliasmapper "soc" {
            aliases = { new: "Backlog", to_do: "To Do", doing: "In Progress", review: "In Review", done: "Done" }
          }
          statemachine "soc" {
            initial = "to_do"
            state "to_do" "next" { transition = "doing" }
            state "new" "next" { transition = "to_do" }
            state "new" "rush" { transition = "done" }
            state "doing" "next" { transition = "review" }
            state "doing" "ship" { transition = "done" }
            state "review" "next" { transition = "done" }
            state "done" "next" { transition = "<end>" }
            state "done" "stay" { transition = "done" }
          }
        }
        """;

    final MemoryTracker tracker = new MemoryTracker("To Do")
            .steps("Backlog", "To Do")
            .steps("To Do", "In Progress")
            .steps("In Progress", "In Review", "To Do")
            .steps("In Review", "Done");
    private final Path folder;
    private String projects = "\"SOC\"";
    private final DataFolder data;
    private final Storage storage;
    private final TicketMover mover;

    MoverFixture(Path folder) throws Exception {
        this.folder = folder;
        machine(MACHINE);
        data = DataFolder.own(folder.resolve("data"));
        storage = SqliteStorage.open(data);
        mover = new TicketMover(ledger(), () -> NOON);
    }

    /** Writes another machine of the project SOC. */
    MoverFixture machine(String hcl) throws IOException {
        Files.writeString(folder.resolve("soc.hcl"), hcl);
        return this;
    }

    /** Returns the machine as it is at first. */
    static String machine() {
        return MACHINE;
    }

    /** Has the project OPS, too, with the same machine. */
    MoverFixture withOps() throws IOException {
        projects = "\"SOC\", \"OPS\"";
        return machine(MACHINE + MACHINE.replace("\"soc\"", "\"ops\""));
    }

    Ledger ledger() {
        return storage.tickets();
    }

    TicketMover mover() {
        return mover;
    }

    /** Returns the tracker's setup with further keys, such as {@code "hops": 2}. */
    private TrackerSetup setup(String... more) {
        String section = """
            {"statemachines_path": ".", "trackers": {"a": {"kind": "jira", "url": "https://tracker.example",
            "token": "not-a-real-token", "statefile": "soc.hcl", "projects": [%s]%s}}}
            """.formatted(projects, more.length == 0 ? "" : ", " + String.join(", ", List.of(more)));
        return new SetupFiles(ReadTickets.FILES)
                .load(ReadTickets.sound(folder, section))
                .trackers()
                .get("a");
    }

    /** What a merge asks for, by a delivery with this number. */
    static TicketMove wanted(String event, long entry) {
        return wanted(event, entry, entry, MERGED);
    }

    static TicketMove wanted(String event, long entry, long arrival, String occasion) {
        return wanted("SOC-1", event, entry, arrival, "acme/site#7", occasion);
    }

    static TicketMove wanted(String ticket, String event, long entry, long arrival, String subject, String occasion) {
        MoveCause cause = new MoveCause(
                "merged",
                event,
                "acme/site",
                subject,
                "https://github.com/acme/site/pull/7",
                Optional.empty(),
                entry,
                arrival);
        return TicketMove.of(new MoveKey("a", ticket, occasion), cause, NOON);
    }

    TicketMover.Tried move(TicketMove wanted, String... more) throws InterruptedException {
        return mover.move(wanted, setup(more), tracker);
    }

    String line(TicketMove wanted, String... more) throws InterruptedException {
        return move(wanted, more).line();
    }

    /** Returns the record of the merge. */
    TicketMove record() throws IOException {
        return ledger().find(new MoveKey("a", "SOC-1", MERGED)).orElseThrow();
    }

    /** Returns the result in the record of the merge. */
    Optional<TicketResult> recorded() throws IOException {
        return record().result();
    }

    @Override
    public void close() {
        storage.close();
        data.close();
    }
}
