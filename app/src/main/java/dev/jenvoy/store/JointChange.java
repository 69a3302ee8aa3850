package dev.jenvoy.store;

import java.sql.SQLException;
import java.util.List;

/**
 * A change that costs less when others of its class are applied with it. An engine may do that with those that follow each other in
 * one transaction; one that does not applies each alone.
 *
 * @param <T> the result
 */
public interface JointChange<T> extends Change<T> {

    /**
     * Applies changes as though each were applied, in their order. If this fails, all of them are undone, and each is applied alone.
     *
     * @param alike this change and others of its class
     * @return the result of each
     */
    List<T> applyTogether(Session session, List<? extends JointChange<T>> alike) throws SQLException;

    @Override
    default T apply(Session session) throws SQLException {
        return applyTogether(session, List.of(this)).get(0);
    }
}
