/** The part of the admin API about the servers that share one journal. */
@NullMarked
package dev.jenvoy.web.admin.servers;

import org.jspecify.annotations.NullMarked;
