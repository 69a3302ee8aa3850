/**
 * The admin listener: its access checks, the JSON API of {@code docs/reference/api.md} with one handler for each
 * resource, server-sent events, and the files of the page. Reads the journal, but never the requests of the public
 * listener. Changes go through the dispatcher and the journal. No other part of {@code web} uses this package.
 */
@NullMarked
package dev.jenvoy.web.admin;

import org.jspecify.annotations.NullMarked;
