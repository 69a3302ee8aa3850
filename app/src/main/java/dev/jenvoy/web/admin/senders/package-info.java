/** The senders of this server, and test deliveries in their names. */
@NullMarked
package dev.jenvoy.web.admin.senders;

import org.jspecify.annotations.NullMarked;
