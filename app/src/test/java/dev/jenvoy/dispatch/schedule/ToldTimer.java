package dev.jenvoy.dispatch.schedule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs immediate tasks at once, and later tasks when the test says so. */
public final class ToldTimer extends ScheduledThreadPoolExecutor {

    private final List<Later> later = new ArrayList<>();

    private record Later(Runnable task, Duration delay) {}

    public ToldTimer() {
        super(1);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        if (delay <= 0) {
            return super.schedule(task, 0, TimeUnit.NANOSECONDS);
        }
        synchronized (later) {
            later.add(new Later(task, Duration.of(delay, unit.toChronoUnit())));
        }
        return super.schedule((Callable<Void>) new FutureTask<Void>(() -> null)::get, 1, TimeUnit.DAYS);
    }

    /** How long each of those that wait was to wait. */
    public List<Duration> delays() {
        synchronized (later) {
            return later.stream().map(Later::delay).toList();
        }
    }

    /** Runs what waits, as if its time had come. */
    public void timePasses() {
        List<Later> due;
        synchronized (later) {
            due = List.copyOf(later);
            later.clear();
        }
        due.forEach(one -> one.task().run());
    }
}
