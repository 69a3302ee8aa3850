/** Everything that is kept in a data folder, in one file: written while a server runs, and made into a data folder again. */
@NullMarked
package dev.jenvoy.storage.sqlite.archive;

import org.jspecify.annotations.NullMarked;
