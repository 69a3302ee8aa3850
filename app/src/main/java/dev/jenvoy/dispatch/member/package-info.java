/** What a server may do among those that share its journal. */
@NullMarked
package dev.jenvoy.dispatch.member;

import org.jspecify.annotations.NullMarked;
