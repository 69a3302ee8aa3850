/** Looking back on actions that run apart from their deliveries, such as messages. */
@NullMarked
package dev.jenvoy.journal.apart;

import org.jspecify.annotations.NullMarked;
