package dev.jenvoy.store.postgres;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.jenvoy.store.Change;
import dev.jenvoy.store.Durability;
import dev.jenvoy.store.Query;
import dev.jenvoy.store.Store;
import dev.jenvoy.store.write.QueuedChange;
import dev.jenvoy.store.write.WriteHealth;
import dev.jenvoy.store.write.Writer;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * A database of PostgreSQL that several servers share. Thread-safe.
 *
 * <p>What is offered is written over one connection, all else over another, each in transactions of all changes that wait.
 * Every commit survives a crash of the database's machine, and of its standby if the database demands one. Listeners of
 * changes hear one after the other, whichever connection wrote.
 *
 * <p>If a connection breaks while it commits, its changes are answered when it is known whether they were recorded. Meanwhile
 * further offers over it are rejected.
 */
@CheckReturnValue
public final class PostgresStore implements Store {

    /** What the tables of the store need, to be part of a step of the schema. */
    public static final List<String> STATEMENTS = BatchEnds.STATEMENTS;

    private final Writer offers;
    private final Writer others;
    private final PostgresReaders readers;
    private final LongAdder lostTails = new LongAdder();
    private boolean closed;

    private PostgresStore(PostgresConnections connections, Supplier<String> name) {
        ReentrantLock listeners = new ReentrantLock();
        this.offers = writer("journal-offers", connections, name, listeners);
        this.others = writer("journal", connections, name, listeners);
        this.readers = new PostgresReaders(connections, "jenvoy:readers");
    }

    private Writer writer(
            String thread, PostgresConnections connections, Supplier<String> name, ReentrantLock listeners) {
        WriteHealth health = new WriteHealth();
        WritingConnection connection = new WritingConnection(connections, name, lostTails::increment);
        Writer writer = new Writer(thread, new PostgresTransactions(connection, health, listeners), health);
        writer.start();
        return writer;
    }

    /**
     * Opens a database whose schema is as it should be. Does not block: connections are opened when they are needed.
     *
     * @param name the {@code application_name} of the writing connections; when it changes, they are replaced
     */
    public static PostgresStore open(PostgresConnections connections, Supplier<String> name) {
        return new PostgresStore(connections, name);
    }

    @Override
    public <T> CompletionStage<T> write(Durability durability, Change<T> change) {
        return others.enter(new QueuedChange<>(durability, QueuedChange.WhenFull.WAITS, change));
    }

    @Override
    public <T> CompletionStage<T> writeHere(Durability durability, Change<T> change) {
        return others.enterHere(new QueuedChange<>(durability, QueuedChange.WhenFull.WAITS, change));
    }

    @Override
    public <T> CompletionStage<T> offer(Durability durability, Change<T> change) {
        return offers.enter(new QueuedChange<>(durability, QueuedChange.WhenFull.IS_REFUSED, change));
    }

    @Override
    public void writeBehind(Change<?> change) {
        others.writeBehind(change);
    }

    @Override
    public <T> T read(Query<T> query) throws SQLException {
        return readers.read(query);
    }

    @Override
    public void watch(CommitWatch commits) {
        CommitWatch oneAtATime = (took, synced) -> {
            synchronized (this) {
                commits.committed(took, synced);
            }
        };
        offers.watch(oneAtATime);
        others.watch(oneAtATime);
    }

    @Override
    public void gatherIn(BooleanSupplier crowd) {
        offers.gatherIn(crowd);
        others.gatherIn(crowd);
    }

    @Override
    public void ask(Runnable answer) {
        offers.ask(() -> others.ask(answer));
    }

    @Override
    public Optional<String> trouble() {
        return offers.trouble().or(others::trouble);
    }

    @Override
    public int setAside() {
        return others.setAside();
    }

    /** Returns how often the database had lost changes that it had recorded: a failover to a standby that had not got them. */
    public long lostTails() {
        return lostTails.sum();
    }

    /** Records waiting changes and closes all connections. Blocks; a second call does nothing. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        offers.close();
        others.close();
        readers.close();
    }
}
