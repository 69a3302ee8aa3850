package dev.jenvoy.cluster.postgres;

import dev.jenvoy.cluster.ClusterListener;
import dev.jenvoy.cluster.Standing;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a listener of a cluster hears, as words. */
final class Heard implements ClusterListener {
    final List<String> words = new CopyOnWriteArrayList<>();

    @Override
    public void standing(Standing now) {
        words.add(now.name());
    }

    @Override
    public void leadership(boolean leads) {
        words.add(leads ? "leads" : "follows");
    }

    @Override
    public void tookOver(int number) {
        words.add("took over " + number);
    }

    @Override
    public void renumbered(int number) {
        words.add("is " + number);
    }
}
