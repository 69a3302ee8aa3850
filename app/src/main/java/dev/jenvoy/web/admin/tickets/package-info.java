/**
 * The part of the admin API about tickets: trackers, and what happenings did to tickets. Uses a class of {@code ticket} only
 * when a request asks for something and tickets are configured.
 */
@NullMarked
package dev.jenvoy.web.admin.tickets;

import org.jspecify.annotations.NullMarked;
