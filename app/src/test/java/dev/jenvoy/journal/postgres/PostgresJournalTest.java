package dev.jenvoy.journal.postgres;

import dev.jenvoy.delivery.Outcome;
import dev.jenvoy.delivery.ProcessResult;
import dev.jenvoy.journal.History;
import dev.jenvoy.journal.Journal;
import dev.jenvoy.journal.sqlite.JournalContract;
import dev.jenvoy.postgres.PostgresServer;
import java.nio.file.Path;
import java.sql.SQLException;

/** The contract, kept by PostgreSQL, for one server at a time on one database. */
final class PostgresJournalTest extends JournalContract {

    private final String url = PostgresServer.shared().newDatabase();
    private final LocalCluster.Air air = new LocalCluster.Air();
    private JournalServer server;
    private boolean isPrepared;
    private int killed;

    @Override
    protected Journal open(Path path) throws Exception {
        if (!isPrepared) {
            JournalServer.prepare(url);
            isPrepared = true;
        }
        server = JournalServer.join(url, air, true);
        return server.journal;
    }

    @Override
    protected History history() {
        return server.history;
    }

    @Override
    protected void end() {
        try {
            if (server.number() == killed) {
                server.close();
                JournalServer.takeOver(url, killed);
            } else {
                server.leave();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** No text of PostgreSQL holds the character 0. */
    @Override
    protected Outcome kept(Outcome outcome) {
        return new Outcome(
                outcome.ending(),
                outcome.process()
                        .map(one -> new ProcessResult(
                                one.returncode(),
                                one.stdout().replace('\u0000', '\uFFFD'),
                                one.stderr(),
                                one.truncated(),
                                one.log())),
                outcome.error(),
                outcome.result(),
                outcome.retry());
    }

    /** The database is all that a killed server leaves: another takes it over when this one is gone. */
    @Override
    protected Path killed() {
        killed = server.number();
        return folder;
    }
}
