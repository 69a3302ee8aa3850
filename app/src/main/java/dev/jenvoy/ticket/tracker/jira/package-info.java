/** Jira, Cloud and Data Center, over version 2 of its REST interface, which both have. */
@NullMarked
package dev.jenvoy.ticket.tracker.jira;

import org.jspecify.annotations.NullMarked;
