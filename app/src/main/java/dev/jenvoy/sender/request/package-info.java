/** A request as senders see it: its head, where it came from, header fields, forms, and how it is rejected. */
@NullMarked
package dev.jenvoy.sender.request;

import org.jspecify.annotations.NullMarked;
