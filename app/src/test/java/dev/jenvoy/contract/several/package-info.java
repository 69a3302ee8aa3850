/** Real servers that share a journal in a real PostgreSQL. */
@NullMarked
package dev.jenvoy.contract.several;

import org.jspecify.annotations.NullMarked;
