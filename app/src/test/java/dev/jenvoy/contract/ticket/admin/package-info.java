/** Tickets over the admin API and on the command line, with a running server and a stand-in of Jira. */
@NullMarked
package dev.jenvoy.contract.ticket.admin;

import org.jspecify.annotations.NullMarked;
