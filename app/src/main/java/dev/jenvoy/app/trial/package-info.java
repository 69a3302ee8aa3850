/** One hook, run as the server would run it, without a server and without a journal. */
@NullMarked
package dev.jenvoy.app.trial;

import org.jspecify.annotations.NullMarked;
