package dev.jenvoy.journal.postgres;

import dev.jenvoy.delivery.*;
import dev.jenvoy.delivery.payload.*;
import dev.jenvoy.journal.*;
import dev.jenvoy.journal.sqlite.JournalSamples;
import java.time.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.sql.*;

final class JournalSpeed {
    public static void main(String[] a) throws Exception {
        String url = a[0]; int threads = Integer.parseInt(a[1]); int seconds = Integer.parseInt(a[2]);
        boolean hot = a.length > 3;
        try (Connection c = DriverManager.getConnection(url, "jenvoy", ""); Statement s = c.createStatement()) {
            s.execute("DROP SCHEMA IF EXISTS jenvoy CASCADE");
        }
        JournalServer.prepare(url);
        JournalServer server = JournalServer.join(url, new LocalCluster.Air(), true);
        byte[] bytes = new byte[8000]; new Random(1).nextBytes(bytes);
        for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) ('a' + (bytes[i] & 15));
        AtomicLong done = new AtomicLong(), ids = new AtomicLong();
        AtomicLong tA = new AtomicLong(), tE = new AtomicLong();
        for (int t = 0; t < threads; t++) {
            int me = t;
            Thread x = new Thread(() -> {
                try {
                for (;;) {
                    long id = ids.incrementAndGet();
                    byte[] own = bytes.clone(); own[0] = (byte) id; own[1] = (byte) (id >> 8);
                    Delivery d = new Delivery(new DeliveryKey("github", "42", "d" + id), JournalSamples.facts("push", hot ? "site" : "site" + (id % 1000)), Payload.of(own), PayloadDigest.of(own), Instant.now());
                    long n0 = System.nanoTime();
                    Appended p = server.journal.append(d, new StoredRequest(JournalSamples.HEADERS), JournalSamples.ONE, Optional.of(new Start("t" + id, Instant.now()))).toCompletableFuture().join();
                    long n1 = System.nanoTime();
                    if (!(p instanceof Appended.Accepted acc)) { System.out.println(p); return; }
                    Object o = server.journal.endedLast(new Attempt(acc.entry().hold(), 0, 1), new Outcome(Ending.EXITED, 0, "hello\n", "", false, null), Instant.now(), Duration.ofMillis(3), DeliveryState.SUCCEEDED).toCompletableFuture().join();
                    if (o != Journal.Ownership.KEPT) { System.out.println(o); return; }
                    long n2 = System.nanoTime();
                    tA.addAndGet(n1 - n0); tE.addAndGet(n2 - n1);
                    done.incrementAndGet();
                }
                } catch (Throwable e) { e.printStackTrace(); }
            });
            x.setDaemon(true); x.start();
        }
        com.sun.management.OperatingSystemMXBean os = (com.sun.management.OperatingSystemMXBean) java.lang.management.ManagementFactory.getOperatingSystemMXBean();
        for (int s = 0; s < seconds; s++) {
            long d0 = done.get(), a0 = tA.get(), e0 = tE.get(), c0 = os.getProcessCpuTime();
            Thread.sleep(1000);
            long n = Math.max(1, done.get() - d0);
            System.out.printf("%d/s append %.2f ms end %.2f ms javacpu %.2f ms each%n", n, (tA.get() - a0) / 1e6 / n, (tE.get() - e0) / 1e6 / n, (os.getProcessCpuTime() - c0) / 1e6 / n);
        }
        System.exit(0);
    }
}
