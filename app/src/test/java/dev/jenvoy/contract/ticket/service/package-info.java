/** Real trackers of Debian's packages. */
@NullMarked
package dev.jenvoy.contract.ticket.service;

import org.jspecify.annotations.NullMarked;
