/** Server-sent events: the list of deliveries, and single deliveries as they change. */
@NullMarked
package dev.jenvoy.web.admin.events;

import org.jspecify.annotations.NullMarked;
