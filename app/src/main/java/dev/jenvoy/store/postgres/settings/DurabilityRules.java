package dev.jenvoy.store.postgres.settings;

import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rules about what survives a crash of the database, or the loss of its machine. */
final class DurabilityRules {

    private static final long OLDEST_VERSION = 150_000;
    private static final Pattern STANDBYS =
            Pattern.compile("(?i)\\s*(?:(?:ANY|FIRST)\\s+)?([0-9]+)\\s*\\((.*)\\)\\s*", Pattern.DOTALL);

    private final DatabaseFacts facts;
    private final SettingDemands demands;

    DurabilityRules(DatabaseFacts facts, SettingDemands demands) {
        this.facts = facts;
        this.demands = demands;
    }

    void look(Consumer<SettingProblem> problems) {
        long version = facts.number("server_version_num", 0);
        if (version < OLDEST_VERSION) {
            problems.accept(SettingProblem.refused(
                    "version", "PostgreSQL " + version / 10_000 + " is too old", "use PostgreSQL 15 or newer"));
        }
        if (!facts.encoding().equals("UTF8")) {
            problems.accept(SettingProblem.refused(
                    "encoding",
                    "the database has the encoding " + facts.encoding() + ", which cannot hold every payload",
                    "make a database with ENCODING 'UTF8' TEMPLATE template0"));
        }
        if (facts.inRecovery() || !facts.isOff("default_transaction_read_only")) {
            problems.accept(SettingProblem.refused(
                    "read-only",
                    facts.inRecovery()
                            ? "this is a standby, which nothing can be written to"
                            : "the database is read-only",
                    "name all hosts in journal.url with targetServerType=primary, or switch"
                            + " default_transaction_read_only off"));
        }
        String isolation = facts.text("default_transaction_isolation").orElse("");
        if (!isolation.equals("read committed")) {
            problems.accept(SettingProblem.refused(
                    "default_transaction_isolation",
                    "it is \"" + isolation + "\": the store needs statements that see what was committed before them",
                    "ALTER ROLE … SET default_transaction_isolation = 'read committed'"));
        }
        lookAtDisk("fsync", problems);
        lookAtDisk("full_page_writes", problems);
        lookAtCommit(problems);
        lookAtStandbys(problems);
    }

    private void lookAtDisk(String setting, Consumer<SettingProblem> problems) {
        if (!facts.isOff(setting)) {
            return;
        }
        String words = "it is off: a crash of the database's machine loses accepted deliveries or damages everything";
        problems.accept(
                demands.acceptsUnsafe()
                        ? SettingProblem.warning(setting, words, "switch it on before this counts")
                        : SettingProblem.refused(
                                setting, words, "switch it on; for a trial only, set journal.unsafe to true"));
    }

    private void lookAtCommit(Consumer<SettingProblem> problems) {
        String commit = facts.text("synchronous_commit").orElse("on");
        if (commit.equals("off") || commit.equals("local")) {
            problems.accept(SettingProblem.warning(
                    "synchronous_commit",
                    "the default is \"" + commit + "\"; servers set \"on\" for what they accept, but a connection pool"
                            + " between may undo it",
                    "set it to on for the role and the database"));
        }
    }

    private void lookAtStandbys(Consumer<SettingProblem> problems) {
        if (demands.replication() != Replication.REQUIRED) {
            return;
        }
        String names = facts.text("synchronous_standby_names").orElse("").strip();
        if (names.isEmpty()) {
            problems.accept(SettingProblem.refused(
                    "synchronous_standby_names",
                    "it is empty, but journal.replicated is \"required\": with the database's machine, accepted"
                            + " deliveries would be lost",
                    "set it, for example to ANY 1 (a, b), or set journal.replicated to \"managed\" or \"no\""));
        } else if (isWithoutSpare(names)) {
            problems.accept(SettingProblem.warning(
                    "synchronous_standby_names",
                    "\"" + names + "\" has no standby to spare: while one is away nothing is accepted",
                    "add a standby, for example ANY 1 (a, b)"));
        }
    }

    /** Returns whether every named standby must confirm. */
    private static boolean isWithoutSpare(String names) {
        Matcher form = STANDBYS.matcher(names);
        int needed = 1;
        String list = names;
        if (form.matches()) {
            needed = Integer.parseInt(form.group(1));
            list = form.group(2);
        }
        return !list.contains("*") && list.split(",", -1).length <= needed;
    }
}
