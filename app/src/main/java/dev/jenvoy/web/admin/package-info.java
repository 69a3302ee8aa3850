/**
 * The admin listener: who may speak to it, the JSON API of {@code docs/reference/api.md} with a handler for each resource,
 * server-sent events, and the files of the page. Reads the journal, never the public listener's requests; what it may
 * change is done by the dispatcher and the journal. Nothing else in {@code web} knows of it.
 */
@NullMarked
package dev.jenvoy.web.admin;

import org.jspecify.annotations.NullMarked;
