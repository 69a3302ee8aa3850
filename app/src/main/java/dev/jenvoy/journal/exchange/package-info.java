/** What is known of a request and its response beside the delivery: from where it came, what it was answered. */
@NullMarked
package dev.jenvoy.journal.exchange;

import org.jspecify.annotations.NullMarked;
