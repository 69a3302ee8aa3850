package dev.jenvoy.journal.apart;

import java.util.List;
import java.util.Optional;

/**
 * Some actions apart, newest delivery first.
 *
 * @param actions as many as were asked for, or fewer: the page may be empty while there is more
 * @param next where to go on; empty when nothing is left
 */
public record ApartPage(List<ApartAction> actions, Optional<ApartPlace> next) {

    public ApartPage {
        actions = List.copyOf(actions);
    }
}
