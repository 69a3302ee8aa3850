/** Reads unotify's list of workers. The only user of snakeyaml-engine, which is loaded when there is such a file. */
@NullMarked
package dev.jenvoy.ticket.workers;

import org.jspecify.annotations.NullMarked;
