/** Tests of deliveries that move tickets, against a running server and a stand-in of Jira. */
@NullMarked
package dev.jenvoy.contract.ticket.server;

import org.jspecify.annotations.NullMarked;
